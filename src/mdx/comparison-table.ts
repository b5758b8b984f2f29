/** What stands for the signs of a comparison, for those who hear it. */
export interface ComparisonWords {
  yes: string;
  no: string;
  ours: string;
}

const signs = { '✓': ['yes', 'check'], '✗': ['no', 'x'] } as const;

/**
 * The HTML of a table with its signs as icons and with our column marked. A phone shows it as a table too, which scrolls: to compare is to
 * look across.
 */
export function marked(html: string, ours: string, words: ComparisonWords, iconBody: (name: string) => string): string {
  const heads = [...html.matchAll(/<th\b[^>]*>([\s\S]*?)<\/th>/g)].map(([, inside = '']) => plain(inside));
  const column = heads.indexOf(plain(ours));
  let at = 0;
  return html
    .replace('class="table-scroll labelled"', 'class="table-scroll"')
    .replace(
      /<tr>|<(th|td)\b([^>]*)>(\s*)([✓✗]?)/g,
      (whole, cell: string | undefined, attributes: string, gap: string, sign: string) => {
        if (!cell) {
          at = 0;
          return whole;
        }
        const isOurs = at === column;
        at += 1;
        const opened = `<${cell}${isOurs ? withClass(attributes, 'ours') : attributes}>${gap}`;
        if (isOurs && cell === 'th') return `${opened}<span class="visually-hidden">${words.ours}: </span>`;
        return sign ? opened + icon(sign as keyof typeof signs, words, iconBody) : opened;
      },
    );
}

function icon(sign: keyof typeof signs, words: ComparisonWords, iconBody: (name: string) => string): string {
  const [meaning, name] = signs[sign];
  const drawing = `<svg class="icon ${meaning}" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">${iconBody(name)}</svg>`;
  return `${drawing}<span class="visually-hidden">${words[meaning]}</span>`;
}

const withClass = (attributes: string, name: string) =>
  /\bclass="/.test(attributes) ? attributes.replace('class="', `class="${name} `) : `${attributes} class="${name}"`;

/** The words of a cell, whatever typography has made of them. */
const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;|[«»„“”"]/g, '"')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim();
