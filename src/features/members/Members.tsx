import { useState } from 'react';
import { fill } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { Told } from '#ui/Told.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { readCompany } from '../../api/read-company.ts';
import { InvitationForm } from './InvitationForm.tsx';
import { MemberQuestion, type MemberChange } from './MemberQuestion.tsx';
import { MemberRows } from './MemberRows.tsx';
import { inviteMember, readMembers } from './members-api.ts';

export interface MembersProps {
  words: IslandWords & Pick<Strings, 'members'>;
  locale: string;
  timeZone: string;
}

/** Who of the company has access: an owner changes it, everybody else reads whom to ask. */
export function Members(props: MembersProps) {
  return (
    <PartnersRoom words={props.words}>
      <MembersOrOwners {...props} />
    </PartnersRoom>
  );
}

function MembersOrOwners(props: MembersProps) {
  const { words } = props;
  const t = words.members;
  const company = useAnswer(['partner'], readCompany);
  return (
    <Awaited query={company} words={words} rows={4}>
      {({ isOwner, owners }) =>
        isOwner ? (
          <OwnersView {...props} />
        ) : (
          <div className="empty">
            <h2>{t.ownersOnly}</h2>
            <p className="muted">{fill(t.ownersNamed, { owners: owners.join(', ') })}</p>
          </div>
        )
      }
    </Awaited>
  );
}

const membersKey = ['members'];

function OwnersView(props: MembersProps) {
  const { words, locale } = props;
  const t = words.members;
  const members = useAnswer(membersKey, readMembers);
  const [question, setQuestion] = useState<MemberChange>();
  const [told, setTold] = useState('');
  const again = () => void roomQueries.invalidateQueries({ queryKey: membersKey });

  return (
    <div className="members">
      <Told says={told} />
      <Awaited query={members} words={words} rows={3}>
        {({ items }) => (
          <>
            <MemberRows
              {...props}
              items={items}
              onAsk={(change) => {
                setTold('');
                setQuestion(change);
              }}
              onInviteAgain={async ({ email, name, role }) => {
                const answer = await inviteMember({ email, name, role, locale }, crypto.randomUUID());
                setTold(answer.ok ? fill(t.sent, { email }) : words.states.notSent);
                again();
              }}
            />
            <InvitationForm
              {...props}
              onInvited={({ member }) => {
                setTold(fill(t.sent, { email: member.email }));
                again();
              }}
            />
          </>
        )}
      </Awaited>
      {question && (
        <MemberQuestion
          {...props}
          change={question}
          onClose={() => setQuestion(undefined)}
          onDone={(said) => {
            setQuestion(undefined);
            // Whoever has shut the own door stands outside, or sees what members see.
            if (question.member.isYou) return location.reload();
            setTold(said);
            again();
          }}
        />
      )}
    </div>
  );
}
