import { fill, formatDate, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Moment } from '#ui/Moment.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { Acceptance } from './Acceptance.tsx';
import { EditionDifference } from './EditionDifference.tsx';
import { readProgramme } from './editions-api.ts';
import type { PublishedRules, StaffProgramme } from './staff-programme-contract.ts';

export interface EditionsProps {
  words: IslandWords & Pick<Strings, 'staffProgramme'> & { sample: string };
  locale: string;
  timeZone: string;
  urls: { partners: string; offer: string };
}

/** The edition in force, those to come with what they change, and who has accepted which. */
export function Editions(props: EditionsProps) {
  return (
    <RoomQueries>
      <Shown {...props} />
    </RoomQueries>
  );
}

function Shown(props: EditionsProps) {
  const programme = useAnswer(['programme'], readProgramme);
  return (
    <Awaited query={programme} words={props.words} rows={5}>
      {(told) => <Told {...props} programme={told} />}
    </Awaited>
  );
}

function Told(props: EditionsProps & { programme: StaffProgramme }) {
  const { words, programme } = props;
  const t = words.staffProgramme;
  const { editions, inForce, at } = programme;
  const current = editions.find(({ id }) => id === inForce)!;
  const coming = editions.filter((one) => Date.parse(one.inForceFrom) > Date.parse(at)).toReversed();
  const past = editions.filter((one) => one !== current && !coming.includes(one));
  return (
    <>
      <Edition {...props} edition={current} state={t.inForce} />
      <Acceptance {...props} />
      <section className="room-block">
        <h2>{t.difference}</h2>
        {coming.length === 0 && (
          <div className="empty">
            <h3>{t.noComing}</h3>
            <p className="muted">{t.noComingText}</p>
          </div>
        )}
        {coming.map((edition, place) => (
          <div key={edition.id} className="edition-part">
            <Edition {...props} edition={edition} state={t.coming} isComing />
            <EditionDifference {...props} before={coming[place - 1] ?? current} after={edition} />
          </div>
        ))}
      </section>
      {past.length > 0 && (
        <section className="room-block">
          <h2>{t.editions}</h2>
          {past.map((edition) => (
            <div key={edition.id} className="edition-part">
              <Edition {...props} edition={edition} state={t.past} />
            </div>
          ))}
        </section>
      )}
    </>
  );
}

function Edition({
  words,
  locale,
  timeZone,
  urls,
  edition,
  state,
  isComing = false,
}: EditionsProps & { edition: PublishedRules; state: string; isComing?: boolean }) {
  const t = words.staffProgramme;
  const date = formatDate(locale, edition.inForceFrom, timeZone);
  const text = edition.changes[locale] ?? edition.changes['ru'];
  return (
    <section className="edition-head">
      <div>
        <p className="edition-state">{state}</p>
        <h2>
          {fill(t.edition, { n: edition.number })} <span className="muted number">{edition.id}</span>{' '}
          {edition.sample && <span className="sample-mark">{words.sample}</span>}
        </h2>
        <p>
          <time dateTime={edition.inForceFrom}>{fill(isComing ? t.from : t.since, { date })}</time>
          <span className="muted">
            , {t.publishedAt.replace('{date}', '')}
            <Moment at={edition.publishedAt} locale={locale} timeZone={timeZone} />
          </span>
        </p>
        {text && <p className="lead">{text}</p>}
        <p className="muted">{edition.material ? t.material : t.notMaterial}</p>
        {isComing && edition.material && <p>{fill(t.deadline, { date })}</p>}
        <p className="note muted edition-hash">
          {t.rulesHash}: <span className="number">{edition.rulesSha256}</span>
        </p>
      </div>
      <div>
        <p>
          <a href={`${urls.offer}${edition.id}/`}>{t.offerPage}</a>
        </p>
        {!isComing && (
          <p>
            <a href={`${urls.partners}?accepted=${edition.id}`}>{plural(locale, t.acceptedCount, edition.accepted)}</a>
          </p>
        )}
      </div>
    </section>
  );
}
