import { currentSession } from '../../api/current-session.ts';
import { readHome } from './home-api.ts';
import type { HomeCounts } from './home-contract.ts';
import { showCounts } from './show-counts.ts';

// The front page asks for all of it anyway and shows the counts itself.
if (!document.querySelector('[data-home]')) void countsOfPartner().then((counts) => counts && showCounts(counts));

/** Of the vendor's people, who may open these pages too, nothing is counted. */
async function countsOfPartner(): Promise<HomeCounts | undefined> {
  const session = await currentSession();
  if (!session.ok || !session.value.user.partner) return undefined;
  const home = await readHome();
  return home.ok ? home.value.counts : undefined;
}
