import { isEmptyWord, plainWord, stemOf } from './term-rules.ts';

/** Shows the words one has searched for on the page one has come to. They are painted, not changed; Escape takes the paint off. */
export function markWords(): void {
  const address = new URL(location.href);
  const stems = new Set((address.searchParams.get('find') ?? '').split('.').filter(Boolean));
  address.searchParams.delete('find');
  // A link that is passed on should be the page's own.
  history.replaceState(history.state, '', address);
  const text = document.querySelector('[data-pagefind-body]');
  if (!text || stems.size === 0 || !('highlights' in CSS)) return;
  const ranges = rangesOf(text, stems);
  CSS.highlights.set('found', new Highlight(...ranges));
  for (const range of ranges) openDrawer(range, ranges);
  if (!location.hash) ranges[0]?.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  const clear = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return;
    CSS.highlights.delete('found');
    document.removeEventListener('keydown', clear);
  };
  document.addEventListener('keydown', clear);
}

/** A tab that holds a word opens, unless the one that is open beside it holds one too. */
function openDrawer({ startContainer }: Range, ranges: readonly Range[]): void {
  const drawer = startContainer.parentElement?.closest<HTMLDetailsElement>('details:not([open])');
  const beside = drawer?.parentElement?.querySelector(':scope > details[open]');
  if (drawer && !ranges.some((other) => beside?.contains(other.startContainer))) drawer.open = true;
}

const WORD = /[\p{L}\p{M}\p{N}\u00AD]+/gu;

function rangesOf(text: Element, stems: ReadonlySet<string>): Range[] {
  const ranges: Range[] = [];
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode())
    for (const match of node.nodeValue!.matchAll(WORD)) {
      const plain = plainWord(match[0]);
      if (isEmptyWord(plain) || !stems.has(stemOf(plain))) continue;
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  // The title has been read already in the results.
  return ranges.filter(({ startContainer }) => !startContainer.parentElement?.closest('h1, [data-pagefind-ignore]'));
}
