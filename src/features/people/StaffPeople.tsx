import { useState } from 'react';
import { fill, formatNumber } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Moment } from '#ui/Moment.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { Told } from '#ui/Told.tsx';
import type { StaffPerson } from '../staff/staff-partner-contract.ts';
import { readStaff } from './people-api.ts';
import { PersonData } from './PersonData.tsx';
import { StaffForm } from './StaffForm.tsx';

export interface PeopleProps {
  words: IslandWords & Pick<Strings, 'staffPeople'> & { tables: Record<string, string>; sample: string };
  locale: string;
  timeZone: string;
  languages: string[];
  urls: { partners: string; audit: string };
}

/** Who of the vendor may do what; and, for a programme lead, what is written down about one person. */
export function StaffPeople(props: PeopleProps) {
  return (
    <RoomQueries>
      <Shown {...props} />
    </RoomQueries>
  );
}

function Shown(props: PeopleProps) {
  const { words } = props;
  const t = words.staffPeople;
  const people = useAnswer(['staff'], readStaff);
  const [open, setOpen] = useState<StaffPerson | 'new'>();
  const [told, tell] = useState('');
  const done = (said: string) => {
    setOpen(undefined);
    tell(said);
    void roomQueries.invalidateQueries({ queryKey: ['staff'] });
  };
  return (
    <Awaited query={people} words={words} rows={4}>
      {({ items }, user) => {
        const isLead = user.roles.includes('programme_lead');
        return (
          <>
            <div className="people-head">
              <Told says={told} />
              {isLead ? (
                <button type="button" className="button button-primary" onClick={() => setOpen('new')}>
                  {t.add}
                </button>
              ) : (
                <p className="note muted">{t.leadOnly}</p>
              )}
            </div>
            <ul className="rows people-rows">
              {items.map((person) => (
                <PersonRow key={person.id} {...props} person={person} isLead={isLead} onOpen={() => setOpen(person)} />
              ))}
            </ul>
            {isLead && <p className="note muted people-note">{t.selfNote}</p>}
            {isLead && <PersonData {...props} />}
            {open && (
              <Dialog
                title={open === 'new' ? t.addTitle : fill(t.changeTitle, { name: open.name })}
                close={words.states.cancel}
                onClose={() => setOpen(undefined)}
              >
                <StaffForm {...props} person={open === 'new' ? undefined : open} onDone={done} />
              </Dialog>
            )}
          </>
        );
      }}
    </Awaited>
  );
}

function PersonRow({
  words,
  locale,
  timeZone,
  urls,
  person,
  isLead,
  onOpen,
}: PeopleProps & { person: StaffPerson; isLead: boolean; onOpen: () => void }) {
  const t = words.staffPeople;
  return (
    <li className={person.active ? undefined : 'muted'}>
      <div>
        <strong>{person.name}</strong> {person.sample && <span className="sample-mark">{words.sample}</span>}
        {person.isYou && <span className="muted"> {t.you}</span>}
        <div className="note">
          <a href={`mailto:${person.email}`}>{person.email}</a>
        </div>
      </div>
      <div>
        {t.roles[person.role]}
        {!person.active && <div className="note">{t.gone}</div>}
      </div>
      <div className="note muted">
        {t.since.toLowerCase()} <Moment at={person.since} locale={locale} timeZone={timeZone} />
        <div>
          <a href={`${urls.partners}?accountManager=${person.id}`}>
            {t.partners}: {formatNumber(locale, person.partners)}
          </a>
          {', '}
          <a href={`${urls.audit}?who=${person.id}`}>
            {t.decisions.toLowerCase()}: {formatNumber(locale, person.decisions)}
          </a>
        </div>
      </div>
      <div className="people-actions">
        {isLead && !person.isYou && (
          <button type="button" className="button button-small" onClick={onOpen}>
            {t.change}
            <span className="visually-hidden">: {person.name}</span>
          </button>
        )}
      </div>
    </li>
  );
}
