import { useCallback, useState } from 'react';
import { fill, formatDate, formatMoment } from '#i18n/formats.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import type { Strings } from '#i18n/languages.ts';
import { Loaded } from '#ui/Loaded.tsx';
import { AcceptanceForm } from './AcceptanceForm.tsx';
import { readOffer } from './offer-api.ts';
import type { OfferInForce, OfferReceipt } from './offer-contract.ts';

export interface OfferProps {
  words: IslandWords & Pick<Strings, 'offerAcceptance'>;
  locale: string;
  timeZone: string;
  /** The text on this page: which edition, and its checksum. */
  shown: { edition: string; number: number; sha256: string };
  urls: { register: string; receipts: string };
}

/** The state of the offer for this partner, and the form to accept it by. */
export function OfferAcceptance(props: OfferProps) {
  const { words, locale } = props;
  const load = useCallback(() => readOffer(locale), [locale]);
  return (
    <Loaded load={load} room="partner" words={words} rows={2}>
      {(offer, { user }) => (
        <OfferState {...props} offer={offer} isOwner={user.roles.includes('owner')} name={user.name} />
      )}
    </Loaded>
  );
}

function OfferState(props: OfferProps & { offer: OfferInForce; isOwner: boolean; name: string }) {
  const { words, offer, isOwner, shown, locale, timeZone } = props;
  const t = words.offerAcceptance;
  const [receipt, setReceipt] = useState<OfferReceipt & { by: string }>();
  const { acceptance } = offer;
  if (receipt) return <Accepted {...props} {...receipt} edition={offer.edition} isNew />;
  if (acceptance && offer.isAccepted)
    return (
      <Accepted
        {...props}
        number={acceptance.receipt}
        at={acceptance.at}
        by={acceptance.by}
        edition={acceptance.edition}
      />
    );
  return (
    <div className="offer-state">
      {acceptance && (
        <div className="offer-changed">
          <h2>{fill(t.changedTitle, { number: offer.number })}</h2>
          {offer.changedSince && offer.changedSince.length > 0 ? (
            <ul>
              {offer.changedSince.map(({ edition, number, changes }) => (
                <li key={edition}>
                  {fill(t.editionNumber, { number })}: {changes}
                </li>
              ))}
            </ul>
          ) : (
            <p>{offer.changes}</p>
          )}
          <p className="muted">
            {fill(t.changedText, { date: formatDate(locale, acceptance.at, timeZone), edition: acceptance.edition })}
          </p>
        </div>
      )}
      {isOwner ? (
        offer.sha256 === shown.sha256 ? (
          <AcceptanceForm {...props} onDone={({ receipt: got }, by) => setReceipt({ ...got, by })} />
        ) : (
          <p className="empty" role="alert">
            {t.otherText}
          </p>
        )
      ) : (
        <div className="empty">
          <h2>{t.ownersOnly}</h2>
          <p>
            {offer.owners && offer.owners.length > 0
              ? fill(t.ownersNamed, { owners: offer.owners.join(', ') })
              : t.ownersUnnamed}
          </p>
        </div>
      )}
    </div>
  );
}

function Accepted({
  words,
  locale,
  timeZone,
  number,
  at,
  by,
  edition,
  urls,
  shown,
  isNew = false,
}: OfferProps & { number: string; at: string; by: string; edition: string; isNew?: boolean }) {
  const t = words.offerAcceptance;
  return (
    <section className="offer-accepted" role="status" tabIndex={-1} ref={(place) => void (isNew && place?.focus())}>
      <h2>{t.accepted}</h2>
      <dl className="facts">
        <div>
          <dt>{t.receipt}</dt>
          <dd>
            <a className="number" href={`${urls.receipts}?number=${encodeURIComponent(number)}`}>
              {number}
            </a>
          </dd>
        </div>
        <div>
          <dt>{t.acceptedAt}</dt>
          <dd>{formatMoment(locale, at, timeZone)}</dd>
        </div>
        <div>
          <dt>{t.acceptedBy}</dt>
          <dd>{by}</dd>
        </div>
        <div>
          <dt>{t.edition}</dt>
          <dd>{edition}</dd>
        </div>
        {edition === shown.edition && (
          <div>
            <dt>SHA-256</dt>
            <dd className="number">{shown.sha256}</dd>
          </div>
        )}
      </dl>
      <p className="actions no-print">
        <a className="button button-primary" href={urls.register}>
          {t.goOn}
        </a>
        <button type="button" className="button" onClick={() => print()}>
          {t.print}
        </button>
      </p>
    </section>
  );
}
