import { useState } from 'react';
import { CheckField } from '#ui/CheckField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems, type Problem } from '../../api/problem-contract.ts';
import { leadWorkRequest, type LeadPage, type LeadWorkInput } from './lead-work-contract.ts';
import { changeLead } from './leads-api.ts';
import type { LeadPart } from './LeadRoom.tsx';

/** The person at the client: shown, and added or replaced with that person's consent. */
export function LeadContact(props: LeadPart) {
  const { words, lead } = props;
  const t = words.leadCard;
  const [isOpen, setOpen] = useState(false);
  const { contact } = lead;
  return (
    <section className="lead-part">
      <h2>{t.contact}</h2>
      {contact ? (
        <address className="lead-contact">
          {contact.name}
          <br />
          <a href={`mailto:${encodeURIComponent(contact.email)}`}>{contact.email}</a>
          {contact.phone && (
            <>
              <br />
              <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>
            </>
          )}
        </address>
      ) : (
        !isOpen && <p className="muted">{t.noContact}</p>
      )}
      {isOpen ? (
        <ContactForm {...props} onClose={() => setOpen(false)} />
      ) : (
        <p>
          <button type="button" className="button button-small" onClick={() => setOpen(true)}>
            {contact ? t.changeContact : t.addContact}
          </button>
        </p>
      )}
    </section>
  );
}

interface Answers extends Record<string, string | boolean> {
  name: string;
  email: string;
  phone: string;
  consent: boolean;
}

const contactOf = ({ consent, ...contact }: Answers): LeadWorkInput => ({
  contact: { ...contact, consent: (consent || undefined) as true },
});
const underFormNames = (fields: FieldProblems): FieldProblems =>
  Object.fromEntries(Object.entries(fields).map(([name, code]) => [name.replace(/^contact\./, ''), code]));

function ContactForm({ words, locale, lead, show, onClose }: LeadPart & { onClose: () => void }) {
  const t = words.leads;
  const form = useContractForm<Answers, LeadPage>({
    start: { name: '', email: '', phone: '', consent: false },
    check: (answers) => {
      const read = readInput(leadWorkRequest, contactOf(answers));
      return read.ok ? {} : underFormNames(read.fields);
    },
    send: async (answers) => {
      const answer = await changeLead(lead.id, contactOf(answers));
      return answer.ok || answer.problem === 'network' || !answer.problem.fields
        ? answer
        : { ok: false, problem: { ...answer.problem, fields: underFormNames(answer.problem.fields) } as Problem };
    },
    onDone: (changed) => {
      show(changed);
      onClose();
    },
  });
  const problem = (name: string) => form.problems[name] && words.fieldProblems[form.problems[name]];
  const { fields } = t;
  return (
    <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{
          name: fields.contactName,
          email: fields.contactEmail,
          phone: fields.contactPhone,
          consent: fields.contactConsentShort,
        }}
        problems={form.problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <TextField
        {...form.register('name')}
        label={fields.contactName}
        autoComplete="off"
        required
        error={problem('name')}
      />
      <TextField
        {...form.register('email')}
        type="email"
        label={fields.contactEmail}
        autoComplete="off"
        required
        error={problem('email')}
      />
      <TextField
        {...form.register('phone')}
        type="tel"
        label={fields.contactPhone}
        autoComplete="off"
        error={problem('phone')}
      />
      <CheckField {...form.register('consent')} label={fields.contactConsent} error={problem('consent')} />
      <p className="actions">
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {words.leadCard.save}
        </button>
        <button className="button" type="button" onClick={onClose}>
          {words.states.cancel}
        </button>
      </p>
    </form>
  );
}
