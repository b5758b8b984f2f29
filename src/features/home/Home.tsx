import { useEffect } from 'react';
import { fill, formatDate, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Comb, CombLegend, type CombCell } from '#ui/Comb.tsx';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { cellStateOf } from '../clients/client-rules.ts';
import { readHome } from './home-api.ts';
import { showCounts } from './show-counts.ts';
import type { HomeCell } from './home-contract.ts';
import { HomeTasks } from './HomeTasks.tsx';

export interface HomeProps {
  words: IslandWords & Pick<Strings, 'home' | 'clients'> & { days: Strings['rules']['days'] };
  locale: string;
  timeZone: string;
  protectionDays: number;
  /** Titles by slug. */
  solutions: Record<string, string>;
  /** The address of the room. */
  room: string;
}

export const Home = (props: HomeProps) => (
  <PartnersRoom words={props.words}>
    <HomeAnswers {...props} />
  </PartnersRoom>
);

/** What needs me today, then my clients with the time left on their rims. */
function HomeAnswers(props: HomeProps) {
  const { words, room } = props;
  const t = words.home;
  const home = useAnswer(['home'], readHome);
  const { data } = home;
  useEffect(() => {
    if (data) showCounts(data.counts);
  }, [data]);
  // How much there is to do nobody knows before: what stands below comes with it, so that nothing moves.
  return (
    <Awaited query={home} words={words} rows={5}>
      {({ tasks, cells, counts }, user) => (
        <>
          <section className="home-part" aria-labelledby="home-tasks">
            <header className="home-head">
              <h2 id="home-tasks">{t.tasks}</h2>
              {tasks.length > 0 && <p className="note muted">{plural(props.locale, t.taskCount, tasks.length)}</p>}
            </header>
            <HomeTasks {...props} tasks={tasks} isOwner={user.roles.includes('owner')} />
          </section>
          <section className="home-part" aria-labelledby="home-clients">
            <header className="home-head">
              <h2 id="home-clients">{t.clients}</h2>
              {counts.clients > 0 && (
                <p className="note">
                  <a href={`${room}/clients/`}>{plural(props.locale, t.allClients, counts.clients)}</a>
                </p>
              )}
            </header>
            <Comb
              label={t.clients}
              cells={cells.map((cell) => cellOf(cell, props))}
              add={{ href: `${room}/leads/new/`, label: words.clients.register }}
            />
            <CombLegend
              rows={(['protected', 'soon', 'extended', 'grace', 'deciding'] as const).map((state) => ({
                state,
                text: t.legend[state],
              }))}
            />
          </section>
        </>
      )}
    </Awaited>
  );
}

function cellOf(cell: HomeCell, { words, locale, timeZone, protectionDays, room }: HomeProps): CombCell {
  const t = words.home;
  const day = (at: string, zone = 'UTC') => formatDate(locale, at, zone);
  if ('leadId' in cell) {
    const note = cell.answerBy ? fill(t.decidingUntil, { date: day(cell.answerBy) }) : t.deciding;
    return {
      id: cell.leadId,
      href: `${room}/leads/lead/?id=${cell.leadId}`,
      name: cell.name,
      note,
      words: note,
      left: 0,
      of: 1,
      state: 'deciding',
    };
  }
  const { id, name, pin } = cell;
  const days = Math.max(0, pin.daysLeft);
  return {
    id,
    href: `${room}/clients/client/?id=${id}`,
    name,
    mark: pin.state === 'in_grace' ? t.graceMark : String(days),
    words:
      pin.state === 'in_grace'
        ? fill(words.clients.graceUntil, { date: day(pin.graceUntil, timeZone) })
        : fill(t.protectedUntil, { days: plural(locale, words.days, days), date: day(pin.until, timeZone) }),
    left: days,
    of: protectionDays,
    state: cellStateOf(pin),
  };
}
