import { settings } from '../settings/read-settings.ts';
import { Refusal } from './refusal.ts';

/**
 * Refuses a changing request that another site has made a browser send. Browsers tell by `Sec-Fetch-Site`; older ones by `Origin`.
 * A program sends neither and carries no cookie of a person, so it passes.
 */
export function refuseForeignOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) {
    if (site !== 'same-origin' && site !== 'none') throw new Refusal('foreign_origin');
    return;
  }
  const origin = request.headers.get('origin');
  // The address it was called under counts too: a deploy preview has one of its own.
  const own = [null, settings().siteUrl, new URL(request.url).origin];
  if (!own.includes(origin)) throw new Refusal('foreign_origin');
}
