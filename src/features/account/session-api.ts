import { callApi } from '../../api/call-api.ts';
import type { SessionAnswer, SignInCodeInput, SignInInput } from './session-contract.ts';

export const requestSignInCode = (request: SignInCodeInput) =>
  callApi<Record<string, never>>('/api/session/code', { method: 'POST', body: request });

export const signIn = (request: SignInInput) =>
  callApi<SessionAnswer>('/api/session', { method: 'POST', body: request });

/** Answers 204 without a body, which is no JSON: anything that came back has ended the session. */
export const signOut = () =>
  fetch('/api/session', { method: 'DELETE' }).then(
    ({ ok }) => ok,
    () => false,
  );
