import { useEffect, useState } from 'react';
import { fill, formatDate, formatMoment } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { Told } from '#ui/Told.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { useAddress } from '#ui/use-address.ts';
import { ClientAction, type Action } from './ClientAction.tsx';
import type { ClientPage, Pin } from './client-contract.ts';
import { ClientFacts } from './ClientFacts.tsx';
import { ClientHistory } from './ClientHistory.tsx';
import { ClientLargeCell } from './ClientLargeCell.tsx';
import { actionsOf } from './client-rules.ts';
import { readClient } from './clients-api.ts';

export interface ClientCardProps {
  words: IslandWords &
    Pick<Strings, 'clients' | 'clientCard'> & {
      days: Strings['rules']['days'];
      taxIds: Record<string, string>;
      rules: Record<string, string>;
      statuses: Record<string, string>;
      sources: Record<string, string>;
      receiptActions: Record<string, string>;
      /** «редакция {edition}» */
      edition: string;
    };
  locale: string;
  timeZone: string;
  protectionDays: number;
  /** Titles of the solutions by their slugs. */
  solutions: Record<string, string>;
  urls: { clients: string; receipts: string; lead: string; register: string; terms: string; edition: string };
}

export const ClientCard = (props: ClientCardProps) => (
  <PartnersRoom words={props.words}>
    <ClientOfAddress {...props} />
  </PartnersRoom>
);

/** The client of `?id=`: until when, what can be done, and everything that has happened to it. */
function ClientOfAddress(props: ClientCardProps) {
  const { words, urls } = props;
  const t = words.clientCard;
  const address = useAddress();
  const id = address && (address.get('id')?.trim() ?? '');
  const query = useAnswer(['client', id], () => readClient(id ?? ''), { isWanted: Boolean(id) });
  const problem = query.error?.problem;
  const isUnknown = typeof problem === 'object' && problem.status === 404;
  if (id === '' || isUnknown)
    return (
      <div className="empty">
        <h2>{isUnknown ? t.unknown : t.none}</h2>
        <p className="muted">{isUnknown ? t.unknownText : t.noneText}</p>
        <a className="button" href={urls.clients}>
          {t.back}
        </a>
      </div>
    );
  return (
    <Awaited query={query} words={words} rows={6}>
      {(client) => <Card {...props} client={client} />}
    </Awaited>
  );
}

function Card(props: ClientCardProps & { client: ClientPage }) {
  const { words, locale, timeZone, urls, client } = props;
  const t = words.clientCard;
  const { pin } = client;
  const [open, setOpen] = useState<Action>();
  const [told, tell] = useState('');
  useEffect(() => {
    document.title = document.title.replace(t.page.title, () => client.name);
  }, [client.name, t]);
  const done = (next: Pin | undefined) => {
    setOpen(undefined);
    tell(
      next
        ? fill(words.clients.prolonged, { name: client.name, date: formatDate(locale, next.until, timeZone) })
        : fill(words.clients.released, { name: client.name }),
    );
    void roomQueries.invalidateQueries({ queryKey: ['client'] });
  };
  return (
    <article className="client-card">
      <p className="client-back">
        <a href={urls.clients}>← {t.back}</a>
      </p>
      <div className="client-head">
        <ClientLargeCell {...props} />
        <div className="client-head-words">
          <h2>{client.name}</h2>
          <p className={`client-term client-${pin?.state ?? 'lost'}`}>{termOf(props)}</p>
          <Told says={told} />
          {pin && !pin.extendsUntil && <p className="note muted">{t.atCap}</p>}
          {pin ? (
            <div className="client-actions">
              {actionsOf(pin).map((action) => (
                <button
                  key={action}
                  type="button"
                  className={action === 'release' ? 'button-quiet client-release' : 'button button-primary'}
                  aria-expanded={open === action}
                  onClick={() => setOpen(open === action ? undefined : action)}
                >
                  {words.clients.verbs[action]}
                </button>
              ))}
            </div>
          ) : (
            !client.inReview && (
              <p className="actions">
                <a className="button button-honey" href={urls.register}>
                  {client.ended ? t.again : words.clients.register}
                </a>
              </p>
            )
          )}
          {pin && open && (
            <ClientAction
              words={words}
              locale={locale}
              timeZone={timeZone}
              key={open}
              client={{ id: client.id, name: client.name, pin }}
              action={open}
              onDone={done}
              onCancel={() => setOpen(undefined)}
            />
          )}
        </div>
      </div>
      <ClientFacts {...props} />
      <ClientHistory {...props} />
    </article>
  );
}

/** Who holds it and until when, in one sentence, to the minute. */
function termOf({ words, locale, timeZone, client }: ClientCardProps & { client: ClientPage }): string {
  const t = words.clientCard;
  const { pin, ended, inReview } = client;
  if (pin?.state === 'in_grace') return fill(t.graceUntil, { moment: formatMoment(locale, pin.graceUntil, timeZone) });
  if (pin) return fill(t.heldUntil, { moment: formatMoment(locale, pin.until, timeZone) });
  if (inReview) return fill(t.deciding, { date: formatDate(locale, inReview.answerBy) });
  return ended ? fill(t.ended[ended.how], { date: formatDate(locale, ended.at, timeZone) }) : t.never;
}
