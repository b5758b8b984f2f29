import type { LogoReason } from '../../src/features/own-company/logo-contract.ts';
import { Refusal } from '../http/refusal.ts';

/** @throws Refusal `logo_refused` (422), or `unsupported_media_type` (415) for what is no picture we take */
export function refuse(reason: LogoReason): never {
  throw new Refusal(reason === 'kind' ? 'unsupported_media_type' : 'logo_refused', { reason });
}
