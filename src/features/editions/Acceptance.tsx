import { fill, formatDate, formatNumber } from '#i18n/formats.ts';
import { CountComb } from '#ui/CountComb.tsx';
import { Moment } from '#ui/Moment.tsx';
import type { EditionsProps } from './Editions.tsx';
import type { StaffProgramme } from './staff-programme-contract.ts';

/** How many partners the edition in force binds, and who has yet to accept it. */
export function Acceptance({
  words,
  locale,
  timeZone,
  urls,
  programme,
}: EditionsProps & { programme: StaffProgramme }) {
  const t = words.staffProgramme;
  const { partners, bound, due, required, requiredSince } = programme.acceptance;
  return (
    <section className="room-block">
      <h2>{t.acceptance}</h2>
      <div className="edition-bound">
        <div>
          <p className="edition-figure">
            {fill(t.bound, { n: formatNumber(locale, bound), of: formatNumber(locale, partners) })}
          </p>
          <p>
            <a href={`${urls.partners}?accepted=yes`}>{t.boundText}</a>
          </p>
        </div>
        {partners <= 200 && <CountComb count={bound} of={partners} />}
      </div>
      <div className="edition-part">
        <h3>{t.due}</h3>
        {due.length === 0 ? (
          <p>{t.dueNone}</p>
        ) : (
          <>
            <p>
              {required && requiredSince
                ? fill(t.dueDeadline, { date: formatDate(locale, requiredSince, timeZone) })
                : t.dueNoStop}
            </p>
            <div className="scroll-x">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t.partner}</th>
                    <th scope="col">{t.acceptedBefore}</th>
                    <th scope="col">{t.waitsSince}</th>
                    <th scope="col">{t.owners}</th>
                  </tr>
                </thead>
                <tbody>
                  {due.map(({ id, name, acceptedEdition, since, owners }) => (
                    <tr key={id}>
                      <th scope="row">
                        <a href={`${urls.partners}?id=${id}`}>{name}</a>
                      </th>
                      <td className="tabular">{acceptedEdition ?? t.never}</td>
                      <td>
                        <Moment at={since} locale={locale} timeZone={timeZone} />
                      </td>
                      <td>{owners?.join(', ')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </div>
    </section>
  );
}
