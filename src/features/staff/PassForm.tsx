import './case-forms.css';
import { useCallback, useState } from 'react';
import { fill, plural } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput } from '../../api/problem-contract.ts';
import type { EnquiryProps } from './case-words.ts';
import { Block } from './Facts.tsx';
import { passEnquiry, suggestPartners } from './staff-api.ts';
import {
  passRequest,
  type EnquiryLine,
  type EnquiryPassed,
  type PassRequest,
  type Suggestion,
} from './staff-enquiry-contract.ts';

interface Answers {
  need: string;
  town: string;
  size: string;
  taxId: string;
}

interface Props extends EnquiryProps {
  enquiry: EnquiryLine;
  onPassed: (passed: EnquiryPassed) => void;
}

/** To whom: the first is asked, the others in their order when it declines or is silent. Beside each partner stands why. */
export function PassForm(props: Props) {
  const { words, locale, enquiry, clientSizes, onPassed } = props;
  const t = words.staffEnquiries;
  const [queue, setQueue] = useState<readonly string[]>([]);
  const suggestions = useAnswer(['suggestions', enquiry.id], () => suggestPartners(enquiry.id));
  const { taxId: knownTaxId, country = 'RU', name } = enquiry.facts.company;
  const requestOf = useCallback(
    ({ need, town, size, taxId }: Answers) => ({
      partnerId: queue[0],
      nextPartnerIds: queue.slice(1),
      need: need || undefined,
      town: town || undefined,
      size: size || undefined,
      ...(knownTaxId ? {} : { client: { name, country, taxId: taxId || undefined } }),
    }),
    [queue, knownTaxId, name, country],
  );
  const form = useContractForm<Answers, EnquiryPassed>({
    start: { need: '', town: '', size: '', taxId: '' },
    draft: `pass-${enquiry.id}`,
    check: (answers) => {
      const read = readInput(passRequest, requestOf(answers));
      const fields = read.ok ? {} : read.fields;
      return !knownTaxId && !answers.taxId ? { ...fields, taxId: 'required' } : renamed(fields);
    },
    send: (answers, key) => passEnquiry(enquiry.id, requestOf(answers) as PassRequest, key),
    onDone: onPassed,
  });
  const field = (of: keyof Answers) => ({
    ...form.register(of),
    error: form.problems[of] && words.fieldProblems[form.problems[of]],
  });
  const toggle = (id: string) =>
    setQueue((known) => (known.includes(id) ? known.filter((one) => one !== id) : [...known, id]));
  return (
    <Block title={t.suggestions}>
      <form className="form pass-form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <FormSummary
          labels={{ partnerId: t.suggestions, taxId: t.taxId, need: t.need, town: t.town, size: t.size }}
          problems={form.problems}
          refusal={form.refusal}
          attempt={form.attempt}
          words={words}
          locale={locale}
        />
        <Awaited query={suggestions} words={words} rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{t.noSuggestions}</p>
            ) : (
              <ul className="suggestions" id="field-partnerId" tabIndex={-1}>
                {items.map((one) => (
                  <li key={one.partner.id}>
                    <div>
                      <p>
                        <strong>{one.partner.name}</strong>
                      </p>
                      <p className="note muted">{whyOf(props, one, enquiry)}</p>
                    </div>
                    <button
                      type="button"
                      className="button button-small"
                      aria-pressed={queue.includes(one.partner.id)}
                      onClick={() => toggle(one.partner.id)}
                    >
                      {queue.includes(one.partner.id)
                        ? fill(t.inQueue, { n: queue.indexOf(one.partner.id) + 1 })
                        : queue.length === 0
                          ? t.first
                          : t.next}
                      <span className="visually-hidden">: {one.partner.name}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Awaited>
        {queue.length > 0 && (
          <>
            {!knownTaxId && (
              <TextField
                {...field('taxId')}
                label={t.taxId}
                hint={t.taxIdHint}
                required
                inputMode="numeric"
                autoComplete="off"
              />
            )}
            <TextAreaField
              {...field('need')}
              label={t.need}
              hint={t.needHint}
              optional={t.optional}
              rows={3}
              maxLength={4000}
            />
            <TextField {...field('town')} label={t.town} optional={t.optional} maxLength={120} autoComplete="off" />
            <label className="field">
              <span className="field-label">
                {t.size} <span className="field-optional">{t.optional}</span>
              </span>
              <select className="control" {...form.register('size')}>
                <option value="">{t.anySize}</option>
                {clientSizes.map((size) => (
                  <option key={size} value={size}>
                    {words.choices.clientSizes[size as 'large'] ?? size}
                  </option>
                ))}
              </select>
            </label>
            <p>
              <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
                {form.isSending
                  ? t.sending
                  : fill(t.passTo, {
                      partner:
                        suggestions.data?.items.find(({ partner }) => partner.id === queue[0])?.partner.name ?? '',
                    })}
              </button>
            </p>
          </>
        )}
      </form>
    </Block>
  );
}

/** The contract knows the number as one of the client. */
function renamed<Code>(fields: Record<string, Code>): Record<string, Code> {
  const { 'client.taxId': taxId, ...others } = fields;
  return taxId ? { ...others, taxId } : others;
}

function whyOf({ words, locale, solutions }: EnquiryProps, one: Suggestion, { facts }: EnquiryLine): string {
  const t = words.staffEnquiries.why;
  const wanted = facts.solutions ?? [];
  const names = (slugs: readonly string[]) => slugs.map((slug) => solutions[slug] ?? slug).join(', ');
  const { load } = one;
  return [
    wanted.length === 0
      ? t.anySolution
      : one.solutions.length > 0
        ? fill(one.saysSo ? t.says : t.sells, { list: names(one.solutions) })
        : fill(t.notSells, { list: names(wanted) }),
    one.isHome && t.home,
    one.clientsNear > 0 && plural(locale, t.near, one.clientsNear),
    one.regions && one.regions.length > 0 && fill(t.regions, { list: one.regions.join(', ') }),
    load.offered + load.inReview > 0 ? fill(t.load, load) : t.free,
    one.answered > 0 && fill(t.accepts, { accepted: one.accepted, answered: one.answered }),
    !one.hasAccepted && t.noOffer,
    one.askedBefore && t.asked[one.askedBefore.status as 'declined'],
  ]
    .filter(Boolean)
    .join('; ');
}
