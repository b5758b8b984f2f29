import type { ClientListProps } from './ClientList.tsx';

/** Where no client is pinned yet: what to do next. */
export function NoClients({ words, urls }: Pick<ClientListProps, 'words' | 'urls'>) {
  const t = words.clients;
  return (
    <div className="empty">
      <h2>{t.empty}</h2>
      <p className="muted">{t.emptyText}</p>
      <a className="button button-honey" href={urls.register}>
        {t.register}
      </a>
    </div>
  );
}
