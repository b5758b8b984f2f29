import { fill } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import type { MemberItem } from '../account/member-contract.ts';
import type { MemberChange } from './MemberQuestion.tsx';
import type { MembersProps } from './Members.tsx';

interface Props extends MembersProps {
  items: MemberItem[];
  onAsk: (change: MemberChange) => void;
  onInviteAgain: (member: MemberItem) => Promise<void>;
}

/** People with access, then those who are invited; what can be done stands in the row. */
export function MemberRows(props: Props) {
  const { words, items } = props;
  const t = words.members;
  const active = items.filter(({ status }) => status === 'active');
  const invited = items.filter(({ status }) => status === 'invited');
  const isOnlyOwner = active.filter(({ role }) => role === 'owner').length === 1;
  return (
    <>
      <section aria-labelledby="members-active">
        <h2 id="members-active">{t.list}</h2>
        <ul className="member-rows">
          {active.map((member) => (
            <MemberRow key={member.id} {...props} member={member} isLast={isOnlyOwner && member.role === 'owner'} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="members-invited">
        <h2 id="members-invited">{t.invited}</h2>
        {invited.length === 0 && <p className="muted">{t.invitedNone}</p>}
        <ul className="member-rows">
          {invited.map((member) => (
            <MemberRow key={member.id} {...props} member={member} isLast={false} />
          ))}
        </ul>
      </section>
    </>
  );
}

function MemberRow(props: Props & { member: MemberItem; isLast: boolean }) {
  const { words, locale, timeZone, member } = props;
  const t = words.members;
  const [before = '', after = ''] = (member.expiresAt ? t.expires : t.since).split('{date}');
  return (
    <li>
      <div className="member-who">
        <p className="member-name">
          {member.name} {member.isYou && <span className="note muted">({t.you})</span>}
        </p>
        <p className="note muted">{member.email}</p>
      </div>
      <div>
        <p>{t.roles[member.role]}</p>
        <p className="note muted">
          {before}
          <Moment at={member.expiresAt ?? member.since} locale={locale} timeZone={timeZone} />
          {after}
        </p>
      </div>
      <MemberActions {...props} />
    </li>
  );
}

function MemberActions({
  words,
  member,
  isLast,
  onAsk,
  onInviteAgain,
}: Props & { member: MemberItem; isLast: boolean }) {
  const t = words.members;
  if (isLast) return <p className="note muted member-actions">{t.lastOwner}</p>;
  const ask = (kind: MemberChange['kind']) => () => onAsk({ kind, member });
  const buttons: [string, () => void][] =
    member.status === 'invited'
      ? [
          [t.again, () => void onInviteAgain(member)],
          [t.revoke, ask('revoke')],
        ]
      : [
          member.role === 'owner' ? [t.makeMember, ask('member')] : [t.makeOwner, ask('owner')],
          [t.remove, ask('remove')],
        ];
  return (
    <div className="member-actions" role="group" aria-label={fill(t.actionsOf, { name: member.name })}>
      {buttons.map(([title, act]) => (
        <button key={title} type="button" className="button-quiet" onClick={act}>
          {title}
        </button>
      ))}
    </div>
  );
}
