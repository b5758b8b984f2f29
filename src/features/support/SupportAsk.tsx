import { useEffect, useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { AwaitedRows } from '#ui/Awaited.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FilesField } from '#ui/FilesField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { PickField, type Found } from '#ui/PickField.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { SelectField } from '#ui/SelectField.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { callApi, type Answer } from '../../api/call-api.ts';
import { listAddress } from '../../api/list-address.ts';
import type { SentFile } from '../../api/send-file.ts';
import type { LeadList } from '../leads/lead-contract.ts';
import { checkSupport, noSupportAnswers, supportOf, type SupportAnswers } from './support-answers.ts';
import { askSupport } from './support-api.ts';
import {
  supportHelps,
  supportKinds,
  supportSeverities,
  type SupportKind,
  type SupportThread,
} from './support-contract.ts';
import { keepSupportDraft, readSupportDraft } from './support-draft.ts';
import { placeLink } from './support-place.ts';
import type { SupportPageProps } from './Support.tsx';
import { sendByKeys } from './SupportReply.tsx';

type Props = SupportPageProps & { kind: SupportKind; lead: string; onAsked: (thread: SupportThread) => void };

/** A new request, in the shortest form that can work. */
export function SupportAsk(props: Props) {
  const { words, kind } = props;
  const t = words.support;
  const leads = useAnswer(['pick', 'leads', ''], () => findLeads(''));
  return (
    <div className="support-ask">
      <p>
        <a {...placeLink('')}>← {t.back}</a>
      </p>
      <nav className="support-kinds" aria-label={t.kindOfHelp}>
        {supportKinds.map((one) => (
          <a key={one} {...placeLink(`?ask=${one}`)} aria-current={one === kind ? 'page' : undefined}>
            <strong>{t.ask[one]}</strong>
            <span className="note muted">{t.askTexts[one]}</span>
          </a>
        ))}
      </nav>
      {leads.isPending ? (
        <AwaitedRows rows={3} words={words} />
      ) : (
        // The form does without a lead where there is none, or they cannot be had.
        <AskForm key={kind} {...props} hasLeads={(leads.data?.total ?? 0) > 0} />
      )}
    </div>
  );
}

/** The partner's own leads by client, tax id or number; without a word the newest. */
async function findLeads(search: string): Promise<Answer<Found>> {
  const answer = await callApi<LeadList>(listAddress('/api/leads', { search, limit: '20' }));
  if (!answer.ok) return answer;
  const { items, total } = answer.value;
  return {
    ok: true,
    value: {
      choices: items.map(({ number, client }) => ({ value: number, label: `${client.name} · ${number}` })),
      total: total ?? items.length,
    },
  };
}

function AskForm({ hasLeads, ...props }: Props & { hasLeads: boolean }) {
  const { words, locale, kind, solutions, promises, hours, onAsked } = props;
  const t = words.support;
  const [zones] = useState(() => zonesOf(t.zones, props.timeZone));
  const [draft] = useState(() => readSupportDraft(kind));
  const [isDraft, setDraft] = useState(draft !== undefined);
  const [files, setFiles] = useState<SentFile[]>(draft?.files ?? []);
  const [blank] = useState(() => ({ ...noSupportAnswers(kind, zones[0]!.value), leadNumber: props.lead }));
  const form = useContractForm<SupportAnswers, SupportThread>({
    start: { ...blank, ...(draft?.answers as Partial<SupportAnswers>), kind },
    check: checkSupport,
    send: (answers, key) => askSupport(supportOf(answers, files), key),
    onDone: (thread) => {
      keepSupportDraft(kind, undefined);
      onAsked(thread);
    },
  });
  const { watch, getValues, register, problems } = form;
  useEffect(() => {
    const keep = (answers: Partial<SupportAnswers>) =>
      (answers.text || answers.help || answers.severity || answers.solution || files.length > 0) &&
      keepSupportDraft(kind, { answers: answers as Record<string, string>, files });
    keep(getValues());
    const { unsubscribe } = watch((now) => keep(now as Partial<SupportAnswers>));
    return () => unsubscribe();
  }, [watch, files, kind, getValues]);

  const labels: Record<string, string> =
    kind === 'presale'
      ? {
          help: t.fields.help,
          text: t.fields.presaleText,
          wantedAt: t.fields.wantedAt,
          leadNumber: t.fields.leadNumber,
        }
      : {
          solution: t.fields.solution,
          severity: t.fields.severity,
          text: t.fields.technicalText,
          leadNumber: t.fields.leadNumber,
        };
  const field = (name: 'help' | 'solution' | 'severity' | 'text' | 'wantedAt') => ({
    ...register(name),
    label: labels[name],
    error: problems[name] && words.fieldProblems[problems[name]],
  });
  const severity = watch('severity') as keyof typeof promises;
  const time = kind === 'presale' ? promises.presale : promises[severity];
  return (
    <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={labels}
        problems={problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      {isDraft && (
        <p className="form-note" role="status">
          {t.draftFound}{' '}
          <button
            type="button"
            onClick={() => {
              keepSupportDraft(kind, undefined);
              setFiles([]);
              form.reset(blank);
              setDraft(false);
            }}
          >
            {t.draftClear}
          </button>
        </p>
      )}
      {kind === 'presale' ? (
        <ChoiceField
          {...field('help')}
          required
          choices={supportHelps.map((value) => ({ value, label: t.helps[value] }))}
        />
      ) : (
        <>
          <SelectField {...field('solution')} required none={t.chooseSolution} choices={solutions} />
          <ChoiceField
            {...field('severity')}
            required
            choices={supportSeverities.map((value) => ({
              value,
              label: `${t.severities[value]}: ${t.severityTexts[value]} — ${fill(t.answersIn, { time: promises[value] })}`,
            }))}
          />
        </>
      )}
      <TextAreaField
        {...field('text')}
        hint={kind === 'presale' ? t.hints.presaleText : t.hints.technicalText}
        required
        rows={6}
        onKeyDown={sendByKeys}
        maxLength={4000}
      />
      {kind === 'presale' && (
        <div className="support-when">
          <TextField {...field('wantedAt')} optional={t.optional} type="datetime-local" />
          <SelectField {...register('wantedZone')} label={t.fields.wantedZone} choices={zones} />
        </div>
      )}
      {hasLeads && (
        <PickField
          name="leadNumber"
          label={t.fields.leadNumber}
          error={problems['leadNumber'] && words.fieldProblems[problems['leadNumber']]}
          hint={t.hints.leadNumber}
          optional={t.optional}
          words={words}
          locale={locale}
          value={watch('leadNumber')}
          onPick={(number) => form.setValue('leadNumber', number)}
          kept="leads"
          find={findLeads}
        />
      )}
      <FilesField
        name="files"
        label={t.fields.files}
        hint={t.hints.files}
        words={words}
        locale={locale}
        files={files}
        onChange={setFiles}
        atMost={5}
      />
      <div className="support-send">
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {form.isSending ? t.sending : t.send}
        </button>
        {time && (
          <p className="note muted" aria-live="polite">
            {fill(t.promise, { time, ...hours })}
          </p>
        )}
      </div>
    </form>
  );
}

/** Zones to choose from, the one of this device on top; where it is not known, the programme's. */
function zonesOf(names: Record<string, string>, programmes: string): { value: string; label: string }[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const first = own in names ? own : programmes;
  const offset = (zone: string) =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' })
      .formatToParts()
      .find(({ type }) => type === 'timeZoneName')!
      .value.replace('GMT', 'UTC');
  return [first, ...Object.keys(names).filter((zone) => zone !== first)].map((zone) => ({
    value: zone,
    label: `${names[zone] ?? zone}, ${offset(zone)}`,
  }));
}
