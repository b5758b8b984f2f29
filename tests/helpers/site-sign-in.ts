import type { KeptMail } from '../../functions/host/mailbox.ts';

/** People of the demo world whose sessions the running site has for the browser tests. */
export const signedInPeople = {
  owner: 'anna@sever.example',
  member: 'anton@sever.example',
  rival: 'boris@most.example',
  staff: 'maria@uley.example',
  lead: 'lead@uley.example',
} as const;

/** Signs in as a person does, with the local mailbox; gives the cookie's value. At most three times in ten minutes per person. */
export async function signInAt(site: string, email: string): Promise<string> {
  const post = (path: string, body: object) =>
    fetch(site + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const before = (await mailedCodes(site, email)).length;
  const asked = await post('/api/session/code', { email });
  if (asked.status !== 202) throw new Error(`No code for ${email}: ${await asked.text()}`);
  for (let tries = 0; tries < 100; tries += 1) {
    const codes = await mailedCodes(site, email);
    if (codes.length > before) {
      const answer = await post('/api/session', { email, code: codes[0] });
      const cookie = /^letok=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
      if (answer.status !== 200 || !cookie) throw new Error(`${email} was not let in: ${await answer.text()}`);
      return cookie;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No code was mailed to ${email}`);
}

/** The codes in the local mailbox, newest first. */
export async function mailedCodes(site: string, email: string): Promise<string[]> {
  const mails = (await (await fetch(`${site}/dev/mailbox.json`)).json()) as KeptMail[];
  return mails
    .filter(({ kind, to }) => kind === 'sign_in_code' && to === email)
    .map(({ text }) => /\b\d{6}\b/.exec(text)![0]);
}
