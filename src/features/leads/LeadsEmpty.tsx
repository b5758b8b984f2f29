import type { LeadDeskProps } from './LeadDesk.tsx';

/** Before the first lead. */
export function LeadsEmpty({ words, urls }: Pick<LeadDeskProps, 'words' | 'urls'>) {
  const t = words.leadBoard;
  return (
    <div className="empty">
      <h2>{t.none}</h2>
      <p className="muted">{t.noneText}</p>
      <p className="actions">
        <a className="button button-honey" href={urls.register}>
          {t.register}
        </a>
        <a className="button" href={urls.import}>
          {t.import}
        </a>
      </p>
    </div>
  );
}
