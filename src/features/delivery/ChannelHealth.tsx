import { fill, formatNumber } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import type { DeliveryProps } from './Delivery.tsx';
import type { DeliveryHealth } from './delivery-contract.ts';

type State = 'fine' | 'slow' | 'rests' | 'idle';

function stateOf({ restsUntil, late, lastSentAt, waiting }: DeliveryHealth['channels'][number]): State {
  if (restsUntil) return 'rests';
  if (late > 0) return 'slow';
  return lastSentAt || waiting > 0 ? 'fine' : 'idle';
}

/** Each channel in a few numbers: does it work, what waits, since when. */
export function ChannelHealth({ words, locale, timeZone, health }: DeliveryProps & { health: DeliveryHealth }) {
  const t = words.delivery;
  const clock = (at: string) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at));
  const number = (n: number) => formatNumber(locale, n);
  return (
    <>
      <div className="channels">
        {health.channels.map((channel) => {
          const state = stateOf(channel);
          return (
            <section className="channel" key={channel.channel}>
              <header>
                <h2>{t.channels[channel.channel]}</h2>
                <span className={`channel-state channel-${state}`}>{t[state]}</span>
              </header>
              {channel.restsUntil && (
                <p className="channel-problem">
                  {fill(t.restsUntil, { time: clock(channel.restsUntil) })}
                  {channel.problem && <span className="note muted"> {channel.problem}</span>}
                </p>
              )}
              <dl className="facts">
                <div>
                  <dt>{t.waiting}</dt>
                  <dd className="tabular">
                    {number(channel.waiting)}
                    {channel.retried > 0 && `, ${t.retried}: ${number(channel.retried)}`}
                  </dd>
                </div>
                <div>
                  <dt>{t.oldest}</dt>
                  <dd>
                    {channel.oldestWaitingSince ? (
                      <Moment at={channel.oldestWaitingSince} locale={locale} timeZone={timeZone} isExact />
                    ) : (
                      t.nothingWaits
                    )}
                  </dd>
                </div>
                <div>
                  <dt>{t.sentToday}</dt>
                  <dd className="tabular">{number(channel.sentToday)}</dd>
                </div>
                {channel.lastSentAt && (
                  <div>
                    <dt>{t.lastSent}</dt>
                    <dd>
                      <Moment at={channel.lastSentAt} locale={locale} timeZone={timeZone} isExact />
                    </dd>
                  </div>
                )}
                <div>
                  <dt>{t.dead}</dt>
                  <dd className="tabular">{number(channel.dead)}</dd>
                </div>
              </dl>
            </section>
          );
        })}
      </div>
      <p className="note muted">{fill(t.updated, { time: clock(health.at) })}</p>
    </>
  );
}
