import { useCallback } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Loaded } from '#ui/Loaded.tsx';
import { readOffer } from './offer-api.ts';

export interface OfferNoticeProps {
  words: IslandWords & Pick<Strings, 'offerAcceptance'>;
  locale: string;
  timeZone: string;
  offerUrl: string;
  /** Say so too when nothing is left to do. */
  tellAccepted?: boolean;
}

/** What stands between a partner and the first registration: the offer, or nothing. */
export function OfferNotice({ words, locale, timeZone, offerUrl, tellAccepted = false }: OfferNoticeProps) {
  const t = words.offerAcceptance;
  const load = useCallback(() => readOffer(locale), [locale]);
  return (
    <Loaded load={load} room="partner" words={words} rows={tellAccepted ? 1 : 0} quietForStaff>
      {(offer, { user }) => {
        if (offer.isAccepted)
          return (
            tellAccepted && (
              <p className="note muted">
                {offer.acceptance &&
                  fill(t.noticeAccepted, {
                    edition: offer.acceptance.edition,
                    date: formatDate(locale, offer.acceptance.at, timeZone),
                  })}{' '}
                <a href={offerUrl}>{t.open}</a>
              </p>
            )
          );
        return (
          <section className="offer-notice">
            <h2>{offer.acceptance ? fill(t.changedTitle, { number: offer.number }) : t.noticeTitle}</h2>
            <p>
              {user.roles.includes('owner')
                ? t.noticeOwner
                : offer.owners?.length
                  ? fill(t.ownersNamed, { owners: offer.owners.join(', ') })
                  : t.ownersUnnamed}
            </p>
            <p>
              <a className="button button-primary" href={offerUrl}>
                {user.roles.includes('owner') ? t.noticeGo : t.open}
              </a>
            </p>
          </section>
        );
      }}
    </Loaded>
  );
}
