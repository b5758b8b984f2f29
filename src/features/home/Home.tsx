import { useEffect } from 'react';
import { fill, formatDate, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { AwaitedRows, PartnersOnly, useSession } from '#ui/Awaited.tsx';
import { Comb, CombAwaited, CombLegend, type CombCell } from '#ui/Comb.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { RoomQueries } from '#ui/RoomQueries.tsx';
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
  <RoomQueries>
    <HomeAnswers {...props} />
  </RoomQueries>
);

/** What needs me today, then my clients with the time left on their rims. */
function HomeAnswers(props: HomeProps) {
  const { words, room } = props;
  const t = words.home;
  const session = useSession();
  const user = session.data?.user;
  const home = useAnswer(['home'], readHome, { isWanted: user?.partner !== undefined });
  const { data } = home;
  useEffect(() => {
    if (data) showCounts(data.counts);
  }, [data]);
  if (user && !user.partner) return <PartnersOnly words={words} />;
  const failed = [session, home].find((query) => query.error && !query.data);
  if (failed)
    return <ProblemNote problem={failed.error!.problem} words={words} onRetry={() => void failed.refetch()} />;
  return (
    <>
      <section className="home-part" aria-labelledby="home-tasks">
        <header className="home-head">
          <h2 id="home-tasks">{t.tasks}</h2>
          <p className="note muted" role="status">
            {data && data.tasks.length > 0 && plural(props.locale, t.taskCount, data.tasks.length)}
          </p>
        </header>
        {data ? (
          <HomeTasks {...props} tasks={data.tasks} isOwner={user?.roles.includes('owner') ?? false} />
        ) : (
          <AwaitedRows rows={9} words={words} />
        )}
      </section>
      <section className="home-part" aria-labelledby="home-clients">
        <header className="home-head">
          <h2 id="home-clients">{t.clients}</h2>
          <p className="note">
            {data && data.counts.clients > 0 && (
              <a href={`${room}/clients/`}>{plural(props.locale, t.allClients, data.counts.clients)}</a>
            )}
          </p>
        </header>
        {data ? (
          <Comb
            label={t.clients}
            cells={data.cells.map((cell) => cellOf(cell, props))}
            add={{ href: `${room}/leads/new/`, label: words.clients.register }}
          />
        ) : (
          <CombAwaited label={words.states.loading} />
        )}
        <CombLegend
          rows={(['protected', 'soon', 'extended', 'grace', 'deciding'] as const).map((state) => ({
            state,
            text: t.legend[state],
          }))}
        />
      </section>
    </>
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
