import { useCallback } from 'react';
import { fill } from '#i18n/formats.ts';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { staffChange, staffRoles, type StaffChange, type StaffPerson } from '../staff/staff-partner-contract.ts';
import { setStaff } from './people-api.ts';
import type { PeopleProps } from './StaffPeople.tsx';

interface Answers {
  email: string;
  name: string;
  role: string;
  locale: string;
  active: string;
  reason: string;
}

const requestOf = ({ active, role, ...rest }: Answers) =>
  ({ ...rest, role: role || undefined, active: active !== 'no' }) as StaffChange;

const check = (answers: Answers): FieldProblems => {
  const read = readInput(staffChange, requestOf(answers));
  return read.ok ? {} : read.fields;
};

/** A new person, or role, language and access of one that is there. */
export function StaffForm({
  words,
  locale,
  languages,
  person,
  onDone,
}: PeopleProps & { person: StaffPerson | undefined; onDone: (said: string) => void }) {
  const t = words.staffPeople;
  const send = useCallback((answers: Answers) => setStaff(requestOf(answers)), []);
  const form = useContractForm<Answers, { id: string }>({
    start: {
      email: person?.email ?? '',
      name: person?.name ?? '',
      role: person?.role ?? '',
      locale: person?.locale ?? locale,
      active: person?.active === false ? 'no' : 'yes',
      reason: '',
    },
    check,
    send,
    onDone: (_, { name }) => onDone(fill(person ? t.saved : t.added, { name })),
  });
  const field = (name: keyof Answers) => ({
    ...form.register(name),
    error: form.problems[name] && words.fieldProblems[form.problems[name]],
  });
  return (
    <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{ email: t.email, name: t.name, role: t.role, reason: t.reason }}
        problems={form.problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      {/* The address is who it is: another address is another person. */}
      {!person && <TextField {...field('email')} label={t.email} type="email" autoComplete="off" required />}
      <TextField {...field('name')} label={t.name} maxLength={120} autoComplete="off" required />
      <ChoiceField
        {...field('role')}
        label={t.role}
        required
        choices={staffRoles.map((value) => ({ value, label: t.roles[value] }))}
      />
      <ChoiceField
        {...field('locale')}
        label={t.locale}
        row
        choices={languages.map((value) => ({
          value,
          label: (t.locales as Record<string, string>)[value] ?? value,
        }))}
      />
      {person && (
        <ChoiceField
          {...field('active')}
          label={t.access}
          hint={t.closeHint}
          row
          choices={[
            { value: 'yes', label: t.accessOpen },
            { value: 'no', label: t.accessClosed },
          ]}
        />
      )}
      <TextField {...field('reason')} label={t.reason} hint={t.reasonHint} maxLength={2000} required />
      <p>
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {person ? t.save : t.addDo}
        </button>
      </p>
    </form>
  );
}
