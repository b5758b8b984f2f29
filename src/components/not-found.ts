/** On the page that is not there: the pages whose addresses are near the one that was asked for, and the door to search. */
import { nearAddresses, type Address } from './near-addresses.ts';

const block = document.querySelector<HTMLElement>('[data-suggestions]');

async function suggest(place: HTMLElement): Promise<void> {
  const { lang } = document.documentElement;
  const answer = await fetch(`/words/addresses.${lang}.json`);
  if (!answer.ok) return;
  const near = nearAddresses(decodePath(location.pathname), (await answer.json()) as Address[], lang);
  const list = place.querySelector('ul')!;
  for (const [url, title] of near) {
    const link = document.createElement('a');
    link.href = url;
    link.textContent = title;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  place.hidden = near.length === 0;
}

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

// Without suggestions the page says what it says without a script.
if (block) suggest(block).catch(() => {});

for (const link of document.querySelectorAll('[data-opens-search]'))
  link.addEventListener('click', (event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>('letok-search a')?.click();
  });
