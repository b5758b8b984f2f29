import { useState } from 'react';
import type { LeadItem } from './lead-contract.ts';
import type { LeadPart } from './LeadRoom.tsx';
import { AppealHere, WaitHere } from './LeadWays.tsx';

/** After a refusal, a return or a loss: why, and what can be done. */
export function LeadWaysOn({ words, locale, lead }: LeadPart) {
  const t = words.leads;
  const [about] = useState({ leadNumber: lead.number });
  const isLost = lead.status === 'declined' || wasTakenAway(lead);
  const reason = lead.history.findLast(({ reason: said }) => said)?.reason;
  if (!isLost && lead.status !== 'returned_for_correction') return null;
  return (
    <section className="lead-part">
      <h2>{words.leadCard.waysOn}</h2>
      {reason && (
        <p className="lead-reason">
          {t.why}: {reason}
        </p>
      )}
      {isLost && (
        <div className="actions">
          <AppealHere words={words} locale={locale} title={t.appealThis} about={about} />
          {lead.status === 'declined' && <WaitHere words={words} client={lead.client} />}
        </div>
      )}
    </section>
  );
}

/** The client went to somebody else by a decision, and not by its own time or will. */
function wasTakenAway({ status, history }: LeadItem): boolean {
  const end = history.findLast(({ kind }) =>
    ['released', 'expired', 'transferred', 'taken_on_appeal'].includes(kind),
  )?.kind;
  return status === 'ended' && (end === 'transferred' || end === 'taken_on_appeal');
}
