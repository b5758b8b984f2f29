import { useEffect, useState } from 'react';
import { fill } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { FormSummary } from '#ui/FormSummary.tsx';
import { useAwake } from '#ui/use-awake.ts';
import { useContractForm } from '#ui/use-contract-form.ts';
import { currentSession } from '../../api/current-session.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { ClientItem, ClientList } from '../clients/client-contract.ts';
import { normaliseTaxId, type Country } from '../companies/tax-id-rules.ts';
import { checkLead, isEmptyLead, leadOf, noLeadAnswers, underFormNames, type LeadAnswers } from './lead-answers.ts';
import { leadOnPage } from './lead-on-page.ts';
import type { LeadRefused, LeadRegistered } from './lead-contract.ts';
import { keepLeadDraft, readLeadDraft } from './lead-draft.ts';
import { ownClient } from './lead-rules.ts';
import { findOwnClients, readOwnClients, registerLead } from './leads-api.ts';
import { LeadAnswer } from './LeadAnswer.tsx';
import { LeadFields, leadLabels } from './LeadFields.tsx';
import { LeadRefusal, isRuleRefusal } from './LeadRefusal.tsx';
import { useFreedClient } from './use-freed-client.ts';

export interface LeadFormProps {
  words: IslandWords &
    Pick<Strings, 'leads' | 'choices'> & { apply: Pick<Strings['apply'], 'fields' | 'hints' | 'optional' | 'taxIdOk'> };
  locale: string;
  timeZone: string;
  countries: Country[];
  solutions: { value: string; label: string }[];
  /** Of the edition in force: what the button promises, what the rim of a cell means. */
  protectionDays: number;
  urls: { clients: string; leads: string; receipts: string; offer: string; course: string; edition: string };
}

/** The registration of a client: the answer is on the screen at once, and nothing typed is lost before there is one. */
export function LeadForm(props: LeadFormProps) {
  const { words, locale, urls } = props;
  const isAwake = useAwake();
  const [{ start, wasDraft }] = useState(startingLead);
  const t = words.leads;
  const [own, setOwn] = useState<ClientList | 'staff'>();
  const [isDraft, setDraft] = useState(wasDraft);
  const [answer, setAnswer] = useState<{ lead: LeadRegistered; client: LeadAnswers['client'] }>();
  const [sent, setSent] = useState(noLeadAnswers.client);
  useEffect(() => void ownClients().then(setOwn), []);

  const form = useContractForm<LeadAnswers, LeadRegistered>({
    start,
    check: checkLead,
    send: async (answers, key) => {
      setSent(answers.client);
      setAnswer(undefined);
      const got = await registerLead(leadOf(answers), key);
      return got.ok || got.problem === 'network' || !got.problem.fields
        ? got
        : { ok: false, problem: { ...got.problem, fields: underFormNames(got.problem.fields) } as Problem };
    },
    onDone: (lead, { client }) => {
      form.reset(noLeadAnswers);
      keepLeadDraft(undefined);
      setDraft(false);
      setAnswer({ lead, client });
      void ownClients().then(setOwn);
    },
  });
  const { watch, reset, getValues, setValue } = form;
  // The first render repeats the static page; what this browser knows is shown from the second on.
  const typed = watch();
  const answers = isAwake ? typed : noLeadAnswers;

  // What was typed before the form woke up is kept too.
  useEffect(() => {
    if (!isEmptyLead(getValues())) keepLeadDraft(getValues());
    const { unsubscribe } = watch((now) => keepLeadDraft(now as LeadAnswers));
    return () => unsubscribe();
  }, [watch, getValues]);

  // Whoever has typed a client already is not talked over.
  const freed = useFreedClient();
  useEffect(() => {
    const { taxId, name, site } = getValues('client');
    if (freed && !taxId && !name) setValue('client', { ...freed, site });
  }, [freed, getValues, setValue]);

  const clients = own === 'staff' ? undefined : own;
  const found = useFoundClients(clients?.next !== undefined, answers.client.taxId);
  const mine = ownClient([...(clients?.items ?? []), ...found], answers.client.country, answers.client.taxId);
  const byRule = form.refusal && form.refusal !== 'network' && isRuleRefusal(form.refusal);
  const quota = answer?.lead.quota ?? clients?.quota;
  if (own === 'staff')
    return (
      <div className="empty">
        <h2>{words.states.partnersOnly}</h2>
        <p className="muted">{words.states.partnersOnlyText}</p>
      </div>
    );
  return (
    <div className="lead">
      {answer && <LeadAnswer key={answer.lead.id} {...props} {...answer} />}
      {byRule && <LeadRefusal key={form.attempt} {...props} refusal={form.refusal as LeadRefused} client={sent} />}
      <form className="form" id="lead" noValidate={isAwake} onSubmit={(event) => void form.onSubmit(event)}>
        {answer && <h2>{t.another}</h2>}
        {!byRule && (
          <FormSummary
            labels={leadLabels(words, answers.client.country as Country)}
            problems={form.problems}
            ownWords={{ 'contact.consent': t.consentMissing }}
            refusal={form.refusal}
            attempt={form.attempt}
            words={words}
            locale={locale}
          />
        )}
        {isAwake && isDraft && !answer && (
          <p className="form-note" role="status">
            {t.draftFound}{' '}
            <button
              type="button"
              onClick={() => {
                reset(noLeadAnswers);
                keepLeadDraft(undefined);
                setDraft(false);
              }}
            >
              {t.draftClear}
            </button>
          </p>
        )}
        <LeadFields {...props} form={form} answers={answers} mine={mine} clientsUrl={urls.clients} />
        <div className="lead-send">
          <button
            className="button button-honey"
            type="submit"
            disabled={!isAwake}
            aria-disabled={form.isSending || undefined}
          >
            {form.isSending ? t.sending : t.submit}
          </button>
          {quota && <p className="note muted">{fill(t.quota, { used: quota.used, of: quota.of })}</p>}
        </div>
      </form>
    </div>
  );
}

/**
 * What was typed before the script woke up comes first, then the draft of an earlier visit. The fields on the page stay the same ones:
 * who has put the cursor into one of them types on.
 */
function startingLead(): { start: LeadAnswers; wasDraft: boolean } {
  if (typeof document === 'undefined') return { start: noLeadAnswers, wasDraft: false };
  const page = document.querySelector<HTMLFormElement>('form#lead');
  const typed = page && leadOnPage(page);
  if (typed && !isEmptyLead(typed)) return { start: typed, wasDraft: false };
  const draft = readLeadDraft();
  return draft && !isEmptyLead(draft)
    ? { start: { ...noLeadAnswers, ...draft }, wasDraft: true }
    : { start: noLeadAnswers, wasDraft: false };
}

/** The clients of one's own, as far as they can be had: the form works without them. The vendor's people have none. */
async function ownClients(): Promise<ClientList | 'staff' | undefined> {
  const session = await currentSession();
  if (!session.ok) return undefined;
  if (!session.value.user.partner) return 'staff';
  const clients = await readOwnClients();
  return clients.ok ? clients.value : undefined;
}

/** Who holds more clients than one page has is asked about by the number, once it is long enough. */
function useFoundClients(isWanted: boolean, typedTaxId: string): ClientItem[] {
  const [found, setFound] = useState<ClientItem[]>([]);
  const taxId = normaliseTaxId(typedTaxId);
  useEffect(() => {
    if (!isWanted || taxId.length < 9) return undefined;
    const wait = setTimeout(
      () => void findOwnClients(taxId).then((answer) => answer.ok && setFound(answer.value.items)),
      300,
    );
    return () => clearTimeout(wait);
  }, [isWanted, taxId]);
  return found;
}
