import { useCallback, useEffect, useRef, useState } from 'react';
import type { OfferProps } from './OfferAcceptance.tsx';

/**
 * The exact text of the offer: that of its permanent public page, with the checksum that stands there. So the page on which one accepts
 * cannot show another text than everybody reads.
 */
export function OfferText({ words, urls, onShown }: OfferProps & { onShown: (sha256: string) => void }) {
  const t = words.offerAcceptance;
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'awaited' | 'shown' | 'failed'>('awaited');
  const show = useCallback(
    (page: OfferPage | undefined) => {
      if (!page) return setState('failed');
      place.current?.setAttribute('lang', page.language);
      place.current?.replaceChildren(...page.text);
      setState('shown');
      onShown(page.sha256);
    },
    [onShown],
  );
  useEffect(() => void readOfferPage(urls.text).then(show), [urls.text, show]);
  const retry = () => {
    setState('awaited');
    void readOfferPage(urls.text).then(show);
  };
  return (
    <div>
      <h2 id="offer-text">{t.text}</h2>
      <p className="note muted">
        <a href={urls.text}>{t.permanent}</a>
      </p>
      {state === 'awaited' && (
        <p className="muted" role="status">
          {words.states.loading}
        </p>
      )}
      {state === 'failed' && (
        <div role="alert">
          <p>{words.states.network}</p>
          <button type="button" className="button" onClick={retry}>
            {words.states.retry}
          </button>
        </div>
      )}
      <div
        className="prose offer-accept-text"
        ref={place}
        hidden={state !== 'shown'}
        // What scrolls can be scrolled by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-labelledby="offer-text"
      />
    </div>
  );
}

interface OfferPage {
  text: ChildNode[];
  sha256: string;
  language: string;
}

async function readOfferPage(url: string): Promise<OfferPage | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const text = page.querySelector('.article .prose');
    const sha256 = page.querySelector('[data-offer-sha256]')?.textContent?.trim();
    if (!text || !sha256) return undefined;
    // Anchors of the headings lead out of the box.
    for (const link of text.querySelectorAll('.heading > a')) link.remove();
    return { text: [...text.childNodes], sha256, language: page.documentElement.lang };
  } catch {
    return undefined;
  }
}
