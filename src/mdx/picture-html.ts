/** The value of an attribute of a picture as Astro has written it, undefined where it has none. */
export const attributeOf = (html: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(html)?.[1]?.replaceAll('&#38;', '&').replaceAll('&amp;', '&');

/** The pictures of a piece of HTML. */
export const picturesIn = (html: string): string[] => html.match(/<img\b[^>]*>/g) ?? [];
