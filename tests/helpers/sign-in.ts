import session from '../../functions/session.ts';
import type { SessionAnswer } from '../../src/features/account/session-contract.ts';
import { functionContext, type FunctionBackend } from './function-backend.ts';
import { postJsonTo } from './post.ts';

const signedIn = new WeakMap<FunctionBackend, Map<string, Promise<{ cookie: string }>>>();

/**
 * The headers of a person who is signed in, `{ cookie }`: a code asked for, mailed and typed, as on the site. The person must be one the
 * database knows. One session per person and backend, because nobody gets more than three codes in ten minutes.
 */
export function signIn(backend: FunctionBackend, email: string): Promise<{ cookie: string }> {
  const people = signedIn.get(backend) ?? new Map<string, Promise<{ cookie: string }>>();
  signedIn.set(backend, people);
  const known = people.get(email) ?? signInAnew(backend, email).then(({ cookie }) => ({ cookie }));
  people.set(email, known);
  return known;
}

/** A session of its own, and what the answer said. */
export async function signInAnew(backend: FunctionBackend, email: string) {
  const code = await mailedCode(backend, email);
  const answer = await session(postJsonTo('/api/session', { email, code }), functionContext());
  const setCookie = answer.headers.get('set-cookie');
  if (answer.status !== 200 || !setCookie) throw new Error(`${email} was not let in: ${await answer.text()}`);
  const { user } = (await answer.json()) as SessionAnswer;
  return { cookie: setCookie.slice(0, setCookie.indexOf(';')), setCookie, user };
}

/** Asks for a code and waits until it would have been mailed. */
export async function mailedCode(backend: FunctionBackend, email: string): Promise<string> {
  const before = backend.codes.length;
  const context = functionContext();
  const answer = await session(postJsonTo('/api/session/code', { email }), context);
  if (answer.status !== 202) throw new Error(`No code for ${email}: ${await answer.text()}`);
  await context.settle();
  for (let tries = 0; tries < 400; tries += 1) {
    const mailed = backend.codes.slice(before).findLast(({ to }) => to === email);
    if (mailed) return mailed.code;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`No code was mailed to ${email}: is it a person the database knows?`);
}
