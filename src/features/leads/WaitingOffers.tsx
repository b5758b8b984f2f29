import { fill, formatDate, plural } from '#i18n/formats.ts';
import { useAnswer } from '#ui/room-query.ts';
import { callApi } from '../../api/call-api.ts';
import type { PassedLeadItem } from '../passed-leads/passed-lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';

const readOffers = () => callApi<{ items: PassedLeadItem[] }>('/api/passed-leads?status=offered&limit=200');

/** On top of everything: leads passed by the vendor that wait for an answer. Silent when there is none, and when it cannot be known. */
export function WaitingOffers({ words, locale, urls }: Pick<LeadDeskProps, 'words' | 'locale' | 'urls'>) {
  const t = words.leadBoard;
  const { data } = useAnswer(['passed-leads', 'offered'], readOffers);
  const offers = data?.items ?? [];
  if (offers.length === 0) return null;
  const soonest = offers.map(({ answerBy }) => answerBy).toSorted()[0]!;
  return (
    <aside className="waiting-offers">
      <div>
        <h2>{plural(locale, t.waiting, offers.length)}</h2>
        <p className="note muted">{fill(t.waitingUntil, { date: formatDate(locale, soonest) })}</p>
      </div>
      <a className="button" href={urls.passed}>
        {t.waitingOpen}
      </a>
    </aside>
  );
}
