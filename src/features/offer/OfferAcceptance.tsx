import { useCallback, useState } from 'react';
import { fill, formatDate, formatMoment } from '#i18n/formats.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import type { Strings } from '#i18n/languages.ts';
import { Loaded } from '#ui/Loaded.tsx';
import { AcceptanceForm } from './AcceptanceForm.tsx';
import { OfferChanges } from './OfferChanges.tsx';
import { OfferText } from './OfferText.tsx';
import { readOffer } from './offer-api.ts';
import type { OfferInForce, OfferReceipt } from './offer-contract.ts';

export interface OfferProps {
  words: IslandWords & Pick<Strings, 'offerAcceptance'>;
  locale: string;
  timeZone: string;
  /** `text` is the permanent page of the offer in force, `changes` that of a comparison, with `{to}` and `{from}` in it. */
  urls: { register: string; receipts: string; text: string; changes: string };
}

/** The text of the offer, its state for this partner, and the form to accept it by. */
export function OfferAcceptance(props: OfferProps) {
  const { words, locale } = props;
  const [sha256, setSha256] = useState<string>();
  const load = useCallback(() => readOffer(locale), [locale]);
  return (
    <div className="offer-accept-page">
      <OfferText {...props} onShown={setSha256} />
      <Loaded load={load} room="partner" words={words} rows={2}>
        {(offer, { user }) => (
          <OfferState {...props} offer={offer} shown={sha256} isOwner={user.roles.includes('owner')} name={user.name} />
        )}
      </Loaded>
    </div>
  );
}

/** `shown` is the checksum of the text beside it; undefined while that text is awaited. */
function OfferState(
  props: OfferProps & { offer: OfferInForce; shown: string | undefined; isOwner: boolean; name: string },
) {
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
        sha256={undefined}
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
          <OfferChanges {...props} from={acceptance.edition} to={offer.edition} />
          <p className="muted">
            {fill(t.changedText, { date: formatDate(locale, acceptance.at, timeZone), edition: acceptance.edition })}
          </p>
        </div>
      )}
      {isOwner ? (
        shown === offer.sha256 ? (
          <AcceptanceForm {...props} sha256={shown} onDone={({ receipt: got }, by) => setReceipt({ ...got, by })} />
        ) : (
          shown !== undefined && (
            <p className="empty" role="alert">
              {t.otherText}
            </p>
          )
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
  sha256,
  isNew = false,
}: OfferProps & {
  number: string;
  at: string;
  by: string;
  edition: string;
  sha256: string | undefined;
  isNew?: boolean;
}) {
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
        {sha256 && (
          <div>
            <dt>SHA-256</dt>
            <dd className="number">{sha256}</dd>
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
