import type { SearchPage } from './pagefind.ts';
import type { SearchWords } from './search-words.ts';

/** The results as options of a list box, grouped by part of the site; up to two headings of a page follow it. */
export function resultGroups(pages: SearchPage[], words: SearchWords): HTMLElement[] {
  const groups = new Map<string, SearchPage[]>();
  for (const page of pages) {
    const kind = page.meta.section ?? 'other';
    groups.set(kind, [...(groups.get(kind) ?? []), page]);
  }
  let id = 0;
  return [...groups].map(([kind, inGroup]) => {
    const group = document.createElement('div');
    group.className = 'search-group';
    group.setAttribute('role', 'group');
    const name = words.kinds[kind] ?? words.kinds.other ?? '';
    group.setAttribute('aria-label', name);
    const heading = document.createElement('p');
    heading.textContent = name;
    const rows = document.createElement('div');
    for (const page of inGroup) {
      rows.append(resultRow(`search-${(id += 1)}`, page.url, page.meta.title, page.excerpt));
      for (const part of page.sub_results.filter((sub) => sub.url !== page.url).slice(0, 2)) {
        rows.append(resultRow(`search-${(id += 1)}`, part.url, part.title, part.excerpt, 'search-part'));
      }
    }
    group.append(heading, rows);
    return group;
  });
}

function resultRow(id: string, url: string, title: string, excerpt: string, className = ''): HTMLElement {
  const row = document.createElement('div');
  row.id = id;
  row.className = `search-option ${className}`;
  row.setAttribute('role', 'option');
  row.setAttribute('aria-selected', 'false');
  const link = document.createElement('a');
  link.href = url;
  link.tabIndex = -1;
  const name = document.createElement('strong');
  name.textContent = title;
  const text = document.createElement('span');
  text.append(...marked(excerpt));
  link.append(name, text);
  row.append(link);
  return row;
}

/** Pagefind's excerpt is escaped text with `<mark>`: rebuilt node by node, so nothing in it can become markup. */
function marked(excerpt: string): (Node | string)[] {
  const plain = (html: string) =>
    html
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&');
  return excerpt.split(/(<mark>.*?<\/mark>)/).map((piece) => {
    const match = /^<mark>(.*?)<\/mark>$/.exec(piece);
    if (!match) return plain(piece);
    const mark = document.createElement('mark');
    mark.textContent = plain(match[1]!);
    return mark;
  });
}
