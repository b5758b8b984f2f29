import { useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import type { MemberItem } from '../account/member-contract.ts';
import type { MembersProps } from './Members.tsx';
import { changeRole, removeMember } from './members-api.ts';

/** What is to happen to whom. */
export interface MemberChange {
  kind: 'remove' | 'revoke' | 'owner' | 'member';
  member: MemberItem;
}

interface Props extends MembersProps {
  change: MemberChange;
  onClose: () => void;
  /** With what to say about it. */
  onDone: (said: string) => void;
}

/** The plain question before somebody's access changes: what happens, and a button that says what it does. */
export function MemberQuestion({ words, change: { kind, member }, onClose, onDone }: Props) {
  const t = words.members;
  const { name, isYou } = member;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | 'network'>();
  const [attempt, setAttempt] = useState(0);
  const said = {
    remove: { title: t.askRemove, text: isYou ? t.askRemoveSelf : t.askRemoveText, yes: t.yesRemove, done: t.removed },
    revoke: { title: t.askRevoke, text: t.askRevokeText, yes: t.yesRevoke, done: t.revoked },
    owner: { title: t.askOwner, text: t.askOwnerText, yes: t.yesOwner, done: t.madeOwner },
    member: {
      title: t.askMember,
      text: isYou ? t.askMemberSelf : t.askMemberText,
      yes: t.yesMember,
      done: t.madeMember,
    },
  }[kind];

  async function act() {
    if (isBusy) return;
    setBusy(true);
    const answer = await (kind === 'remove' || kind === 'revoke'
      ? removeMember(member.id)
      : changeRole(member.id, kind));
    setBusy(false);
    if (answer.ok) return onDone(fill(said.done, { name }));
    setProblem(answer.problem);
    setAttempt((count) => count + 1);
  }

  return (
    <Dialog title={fill(said.title, { name })} close={words.states.cancel} onClose={onClose}>
      <p>{said.text}</p>
      {problem && <ProblemNote problem={problem} words={words} attempt={attempt} />}
      <p>
        <button
          type="button"
          className="button button-primary"
          aria-disabled={isBusy || undefined}
          onClick={() => void act()}
        >
          {said.yes}
        </button>
      </p>
    </Dialog>
  );
}
