import type { HomeCounts } from './home-contract.ts';

/** Which count stands beside which page of the partner's room: the end of its address. */
const pages: Record<keyof HomeCounts, string> = {
  clients: '/clients/',
  leads: '/leads/',
  passedLeads: '/leads/passed/',
};

/** Writes the counts beside the links; a page without a count stays as it is. */
export function showCounts(counts: HomeCounts): void {
  for (const [name, page] of Object.entries(pages) as [keyof HomeCounts, string][])
    for (const link of document.querySelectorAll(`[data-room-link$="${page}"]`)) {
      let place = link.querySelector('.room-count');
      if (!place) link.append((place = Object.assign(document.createElement('span'), { className: 'room-count' })));
      place.textContent = counts[name] > 0 ? String(counts[name]) : '';
    }
}
