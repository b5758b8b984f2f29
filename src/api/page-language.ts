/** The language of the page a script runs in: problems come in it. Where there is no page, nobody is spoken to. */
export const pageLanguage = (): string =>
  (globalThis as { document?: { documentElement: { lang: string } } }).document?.documentElement.lang ?? '';
