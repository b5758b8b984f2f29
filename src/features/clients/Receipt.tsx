import { useCallback } from 'react';
import { fill, formatDate, formatMoment } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Loaded } from '#ui/Loaded.tsx';
import { useAwake } from '#ui/use-awake.ts';
import { readReceipt } from './clients-api.ts';
import type { Receipt as ReceiptData } from './client-contract.ts';

export interface ReceiptProps {
  words: IslandWords & Pick<Strings, 'receipts'> & { taxIds: Record<string, string>; rules: Record<string, string> };
  locale: string;
  timeZone: string;
  urls: { verify: string; clients: string; edition: string };
}

/** The receipt of `?number=`: what happened, by which rule, and how anybody can check it. Made to be printed. */
export function Receipt(props: ReceiptProps) {
  const { words, urls } = props;
  const t = words.receipts;
  const isAwake = useAwake();
  const number = isAwake ? (new URLSearchParams(location.search).get('number')?.trim().toUpperCase() ?? '') : undefined;
  const load = useCallback(() => readReceipt(number ?? ''), [number]);
  if (number === undefined) return null;
  if (number === '')
    return (
      <div className="empty">
        <h2>{t.none}</h2>
        <p className="muted">{t.noneText}</p>
        <a className="button" href={urls.clients}>
          {t.openClients}
        </a>
      </div>
    );
  return (
    <Loaded<ReceiptData> load={load} room="partner" words={words}>
      {(receipt) => <ReceiptSheet {...props} receipt={receipt} />}
    </Loaded>
  );
}

function ReceiptSheet({ words, locale, timeZone, urls, receipt }: ReceiptProps & { receipt: ReceiptData }) {
  const t = words.receipts;
  const { client, period, sealed } = receipt;
  const moment = (at: string) => formatMoment(locale, at, timeZone);
  const verify = `${location.origin}${urls.verify}${receipt.number}`;
  const rows: [string, string | undefined][] = [
    [t.at, moment(receipt.at)],
    [t.partner, receipt.partner.name],
    [t.client, client && `${client.name}\n${words.taxIds[client.country]} ${client.taxId}`],
    [
      t.period,
      period && `${formatDate(locale, period.from, timeZone)} — ${formatDate(locale, period.until, timeZone)}`,
    ],
    [t.rule, receipt.rule && (words.rules[receipt.rule] ?? receipt.rule)],
  ];
  return (
    <article className="receipt">
      <header>
        <p className="muted">{t.title}</p>
        <h2 className="number">{receipt.number}</h2>
        <p className="receipt-action">{t.actions[receipt.action]}</p>
      </header>
      <dl className="facts">
        {rows.map(
          ([title, value]) =>
            value && (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        <div>
          <dt>{t.edition}</dt>
          <dd>
            <a href={urls.edition.replace('*', receipt.edition)}>{receipt.edition}</a>
          </dd>
        </div>
        <div>
          <dt>{t.hash}</dt>
          <dd className="number">{receipt.sha256}</dd>
        </div>
        <div>
          <dt>{t.sealed}</dt>
          <dd>{sealed ? fill(t.sealedAt, { position: sealed.position, at: moment(sealed.at) }) : t.notSealed}</dd>
        </div>
      </dl>
      <section className="receipt-check">
        <h3>{t.checkTitle}</h3>
        <p>{t.checkText}</p>
        <p>
          <a className="number" href={verify}>
            {verify}
          </a>
        </p>
        {receipt.record && (
          <details className="contents-fold receipt-record no-print">
            <summary>{t.record}</summary>
            <p className="note muted">{t.recordText}</p>
            <p>
              <button type="button" className="button" onClick={() => saveAs(`${receipt.number}.txt`, receipt.record!)}>
                {t.recordSave}
              </button>
            </p>
            <dl className="facts">
              {hashCommands.map(([system, command]) => (
                <div key={system}>
                  <dt>{system}</dt>
                  <dd className="number">
                    {command} {receipt.number}.txt{system === 'Windows' && ' SHA256'}
                  </dd>
                </div>
              ))}
            </dl>
            <pre className="number">{receipt.record}</pre>
          </details>
        )}
      </section>
      <p className="actions no-print">
        <button type="button" className="button button-primary" onClick={() => print()}>
          {t.print}
        </button>
        <a className="button" href={urls.clients}>
          {t.openClients}
        </a>
      </p>
    </article>
  );
}

/** How the hash of a file is taken with what a computer has anyway. */
const hashCommands = [
  ['Windows', 'certutil -hashfile'],
  ['macOS', 'shasum -a 256'],
  ['Linux', 'sha256sum'],
] as const;

/** Byte for byte: copied by hand a text gains a line end, and its hash is another. */
function saveAs(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
