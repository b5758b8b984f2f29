import { formatDate } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { FreshPage } from '#layouts/fresh-pages.ts';

interface Props {
  words: Strings['home'];
  locale: string;
  pages: FreshPage[];
  allUrl: string;
  companyUrl: string;
}

/** How many lines the first screen has room for. */
const atMost = 4;

export function Fresh({ words: t, locale, pages, allUrl }: Props) {
  return (
    <section className="home-part" aria-labelledby="home-fresh">
      <header className="home-head">
        <h2 id="home-fresh">{t.freshEverything}</h2>
      </header>
      <ul className="fresh rows">
        {pages.slice(0, atMost).map(({ kind, title, url, textLanguage, on }) => (
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
      <p>
        <a href={allUrl}>{t.freshAll}</a>
      </p>
    </section>
  );
}
