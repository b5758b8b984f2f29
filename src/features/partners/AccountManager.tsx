import '#ui/form.css';
import { useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import { useAnswer } from '#ui/room-query.ts';
import type { PartnerCard } from '../staff/staff-partner-contract.ts';
import { changePartner, readColleagues } from './partners-api.ts';
import type { PartnersProps } from './StaffPartners.tsx';

/** Who looks after a partner; any of the staff names somebody, in place. */
export function AccountManager({
  words,
  partner,
  onDone,
}: PartnersProps & { partner: PartnerCard; onDone: (said: string) => void }) {
  const t = words.staffPartners;
  const [isOpen, open] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const colleagues = useAnswer(['staff'], readColleagues, { isWanted: isOpen }).data?.items;
  const { accountManager } = partner;
  const save = async (accountManagerId: string | null) => {
    setSending(true);
    const answer = await changePartner(partner.id, { accountManagerId });
    setSending(false);
    if (!answer.ok) return setProblem(problemText(answer.problem, words).title);
    open(false);
    const name = colleagues?.find(({ id }) => id === accountManagerId)?.name;
    onDone(name ? fill(t.done.manager, { name }) : t.done.noManager);
  };
  if (!isOpen || !colleagues)
    return (
      <>
        {accountManager?.name ?? <span className="muted">{t.noManager}</span>}{' '}
        <button type="button" className="button-quiet" onClick={() => open(true)}>
          {accountManager ? t.changeManager : t.setManager}
        </button>
      </>
    );
  return (
    <form
      className="manager-form"
      onSubmit={(event) => {
        event.preventDefault();
        const id = new FormData(event.currentTarget).get('manager');
        if (!isSending) void save(id ? String(id) : null);
      }}
    >
      <label>
        <span className="visually-hidden">{t.manager}</span>
        {/* The form was asked for just now: its only field takes the focus. */}
        <select className="control" name="manager" defaultValue={accountManager?.id ?? ''} ref={focus}>
          <option value="">{t.nobody}</option>
          {colleagues
            .filter(({ active }) => active)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <button type="submit" className="button button-small" aria-disabled={isSending || undefined}>
        {words.states.save}
      </button>
      <button type="button" className="button-quiet" onClick={() => open(false)}>
        {words.states.cancel}
      </button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}

const focus = (field: HTMLSelectElement | null) => field?.focus();
