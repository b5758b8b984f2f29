import type { ContentSite } from '../content-site.ts';
import type { Report } from '../problem.ts';

/** Pages whose review is overdue: a warning, and a mistake where the text is legal. */
export function findOverdueReviews(site: ContentSite, report: Report): void {
  for (const file of site.files) {
    const { checkedOn, reviewBy, kind, owner } = file.data;
    if (typeof reviewBy !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(reviewBy) || reviewBy >= site.today) continue;
    // A review before its check is a mistake of its own.
    if (typeof checkedOn === 'string' && reviewBy <= checkedOn) continue;
    const place = file.yaml!.placeOf(['reviewBy']);
    report(kind === 'legal' ? 'legal-review-overdue' : 'review-overdue', file, place, {
      reviewBy,
      owner: String(owner),
    });
  }
}
