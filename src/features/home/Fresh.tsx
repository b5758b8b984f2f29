import { formatDate } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { FreshPage } from '#layouts/fresh-pages.ts';
import { useSession } from '#ui/Awaited.tsx';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { readCompany } from '../../api/read-company.ts';

interface Props {
  words: Strings['home'];
  locale: string;
  pages: FreshPage[];
  allUrl: string;
  companyUrl: string;
}

/** How many lines the first screen has room for. */
const atMost = 4;

export const Fresh = (props: Props) => (
  <RoomQueries>
    <FreshForCompany {...props} />
  </RoomQueries>
);

/** What is new for the solutions the company sells, once it has said which; all that is new until then, and while nothing is known. */
function FreshForCompany({ words: t, locale, pages, allUrl, companyUrl }: Props) {
  const company = useAnswer(['partner'], readCompany, {
    isWanted: useSession().data?.user.partner !== undefined,
  }).data;
  const sold = company?.solutions ?? [];
  const own = pages.filter(({ solutions }) => solutions.some((one) => sold.includes(one)));
  const shown = sold.length > 0 ? own : pages;
  return (
    <section className="home-part" aria-labelledby="home-fresh">
      <header className="home-head">
        <h2 id="home-fresh">{sold.length > 0 ? t.fresh : t.freshEverything}</h2>
      </header>
      {shown.length === 0 && <p className="muted">{t.freshNone}</p>}
      <ul className="fresh rows">
        {shown.slice(0, atMost).map(({ kind, title, url, textLanguage, on }) => (
          <li key={url}>
            <a href={url} lang={textLanguage}>
              {title}
            </a>
            <span className="note muted">
              {t.freshKinds[kind]}, {formatDate(locale, on)}
            </span>
          </li>
        ))}
      </ul>
      {company?.isOwner && sold.length === 0 && (
        <p className="note">
          <a href={companyUrl}>{t.freshChoose}</a>
        </p>
      )}
      <p>
        <a href={allUrl}>{t.freshAll}</a>
      </p>
    </section>
  );
}
