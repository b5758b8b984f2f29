import { useEffect, useRef, useState } from 'react';
import type { OfferProps } from './OfferAcceptance.tsx';

/**
 * What has changed since the accepted edition: the comparison of its public page, so that nobody is shown another one. Where there is
 * none (the accepted offer is not written in this language), nothing.
 */
export function OfferChanges({ words, from, to, urls }: OfferProps & { from: string; to: string }) {
  const t = words.offerAcceptance;
  const url = urls.changes.replace('{to}', to).replace('{from}', from);
  const place = useRef<HTMLDivElement>(null);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    void readChanges(url).then((changes) => {
      place.current?.replaceChildren(...changes);
      setShown(changes.length > 0);
    });
  }, [url]);
  return (
    <section className="offer-diff" hidden={!isShown}>
      <h3 id="offer-diff">{t.diff}</h3>
      <div
        className="offer-accept-text offer-changes prose"
        ref={place}
        // What scrolls can be scrolled by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-labelledby="offer-diff"
      />
      <p className="note">
        <a href={url}>{t.diffWhole}</a>
      </p>
    </section>
  );
}

async function readChanges(url: string): Promise<ChildNode[]> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const changes = page.querySelector('[data-offer-changes]');
    // Two comparisons in one page must not share their anchors.
    for (const heading of changes?.querySelectorAll('[id]') ?? []) heading.removeAttribute('id');
    for (const section of changes?.querySelectorAll('[aria-labelledby]') ?? [])
      section.removeAttribute('aria-labelledby');
    return [...(changes?.childNodes ?? [])];
  } catch {
    return [];
  }
}
