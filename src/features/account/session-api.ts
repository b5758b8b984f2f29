import { callApi } from '../../api/call-api.ts';
import type { SessionAnswer, SignInCodeInput, SignInInput } from './session-contract.ts';

export const requestSignInCode = (request: SignInCodeInput) =>
  callApi<Record<string, never>>('/api/session/code', { method: 'POST', body: request });

export const signIn = (request: SignInInput) =>
  callApi<SessionAnswer>('/api/session', { method: 'POST', body: request });
