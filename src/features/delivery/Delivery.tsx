import { useState } from 'react';
import { fill, formatNumber, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { problemText } from '#ui/ProblemNote.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { Told } from '#ui/Told.tsx';
import { ChannelHealth } from './ChannelHealth.tsx';
import { DeadList } from './DeadList.tsx';
import { readHealth, retryAll } from './delivery-api.ts';
import type { Channel, DeliveryHealth } from './delivery-contract.ts';

export interface DeliveryProps {
  words: IslandWords & Pick<Strings, 'delivery'>;
  locale: string;
  timeZone: string;
}

const everyMs = 15_000;

/** Whether letters and events go out; what was given up, and trying it again. */
export function Delivery(props: DeliveryProps) {
  return (
    <RoomQueries>
      <DeliveryPage {...props} />
    </RoomQueries>
  );
}

function DeliveryPage(props: DeliveryProps) {
  const { words, locale } = props;
  const t = words.delivery;
  const [told, tell] = useState('');
  const [asked, ask] = useState<DeliveryHealth['deadKinds'][number]>();
  const health = useAnswer(['delivery', 'health'], readHealth, { every: everyMs });
  const again = (said: string) => {
    tell(said);
    void roomQueries.invalidateQueries({ queryKey: ['delivery'] });
  };
  const retry = async ({ channel, kind }: { channel: Channel; kind: string }) => {
    ask(undefined);
    const answer = await retryAll({ channel, kind });
    if (!answer.ok) return again(problemText(answer.problem, words).title);
    const { count, leftOut } = answer.value;
    const left = fill(t.leftOut, { n: formatNumber(locale, leftOut) });
    again([count > 0 && plural(locale, t.retriedMany, count), leftOut > 0 && left].filter(Boolean).join('. '));
  };
  return (
    <>
      <Awaited query={health} words={words} rows={4}>
        {(now) => (
          <>
            <ChannelHealth {...props} health={now} />
            <section className="room-block">
              <h2>{t.deadTitle}</h2>
              <Told says={told} />
              {now.deadKinds.length > 0 && (
                <div className="dead-kinds">
                  {now.deadKinds.map((one) => (
                    <button
                      key={`${one.channel} ${one.kind}`}
                      type="button"
                      className="button button-small"
                      onClick={() => ask(one)}
                    >
                      {fill(t.retryAll, { kind: nameOfKind(t, one.kind) })} ({formatNumber(locale, one.count)})
                    </button>
                  ))}
                </div>
              )}
              <DeadList {...props} kinds={now.deadKinds} onRetried={() => again(t.retried1)} onProblem={tell} />
            </section>
          </>
        )}
      </Awaited>
      {asked && (
        <Dialog
          title={fill(t.askAll, { n: formatNumber(locale, asked.count) })}
          close={words.states.cancel}
          onClose={() => ask(undefined)}
        >
          <p>
            {t.channels[asked.channel]}: {nameOfKind(t, asked.kind)}. {t.askAllText}
          </p>
          <p>
            <button type="button" className="button button-primary" onClick={() => void retry(asked)}>
              {t.askDo}
            </button>
          </p>
        </Dialog>
      )}
    </>
  );
}

export const nameOfKind = (t: Strings['delivery'], kind: string): string =>
  (t.kinds as Record<string, string>)[kind] ?? kind;
