import { useCallback } from 'react';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { memberInvitationRequest, type MemberInvitationInput, type MemberInvited } from '../account/member-contract.ts';
import type { MembersProps } from './Members.tsx';
import { inviteMember } from './members-api.ts';

interface Answers {
  name: string;
  email: string;
  role: 'member' | 'owner';
}

const nobody: Answers = { name: '', email: '', role: 'member' };

/** Who is to come in, and as what. */
export function InvitationForm({
  words,
  locale,
  onInvited,
}: MembersProps & { onInvited: (invited: MemberInvited) => void }) {
  const t = words.members;
  const requestOf = useCallback((answers: Answers): MemberInvitationInput => ({ ...answers, locale }), [locale]);
  const check = useCallback(
    (answers: Answers): FieldProblems => {
      const read = readInput(memberInvitationRequest, requestOf(answers));
      return read.ok ? {} : read.fields;
    },
    [requestOf],
  );
  const form = useContractForm<Answers, MemberInvited>({
    start: nobody,
    check,
    send: (answers, key) => inviteMember(requestOf(answers), key),
    onDone: (invited) => {
      form.reset(nobody);
      onInvited(invited);
    },
  });
  const { problems } = form;
  const field = (name: keyof Answers) => ({
    ...form.register(name),
    label: t[name],
    required: true,
    error: problems[name] && words.fieldProblems[problems[name]],
  });
  const labels = { name: t.name, email: t.email, role: t.role };
  return (
    <section className="member-invite" aria-labelledby="members-invite">
      <h2 id="members-invite">{t.invite}</h2>
      <p className="note muted">{t.inviteText}</p>
      <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <FormSummary {...{ labels, problems, words, locale }} refusal={form.refusal} attempt={form.attempt} />
        <TextField {...field('name')} autoComplete="off" maxLength={120} />
        <TextField
          {...field('email')}
          hint={t.emailHint}
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <ChoiceField
          {...field('role')}
          choices={(['member', 'owner'] as const).map((value) => ({ value, label: t.roleHints[value] }))}
        />
        <p>
          <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
            {form.isSending ? t.sending : t.send}
          </button>
        </p>
      </form>
    </section>
  );
}
