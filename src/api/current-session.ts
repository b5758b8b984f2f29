import { callApi, type Answer } from './call-api.ts';
import type { SessionAnswer } from '../features/account/session-contract.ts';

let asked: Promise<Answer<SessionAnswer>> | undefined;

/** Who is signed in; asked once for all that a page shows. An answer that did not come is asked for again. */
export function currentSession(): Promise<Answer<SessionAnswer>> {
  asked ??= callApi<SessionAnswer>('/api/session').then((answer) => {
    if (!answer.ok) asked = undefined;
    return answer;
  });
  return asked;
}
