/** What was asked last, in this browser alone. Only queries that led to a page are kept. */
const NAME = 'letok-searches';
const MOST = 6;

export function recentQueries(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]');
    return Array.isArray(kept) ? kept.filter((query) => typeof query === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberQuery(query: string): void {
  const asked = query.trim().slice(0, 120);
  if (asked === '') return;
  try {
    const others = recentQueries().filter((other) => other.toLowerCase() !== asked.toLowerCase());
    localStorage.setItem(NAME, JSON.stringify([asked, ...others].slice(0, MOST)));
  } catch {}
}

export function forgetQueries(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {}
}
