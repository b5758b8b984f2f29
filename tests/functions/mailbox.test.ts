import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from 'cheerio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signInMail } from '../../functions/email/sign-in-letter.ts';
import { LocalMailbox } from '../../functions/host/mailbox.ts';
import { mailboxPages } from '../../functions/host/mailbox-pages.ts';
import { openToOthers } from '../helpers/file-mode.ts';
import { openSite } from '../helpers/function-backend.ts';
import { openTestHost } from '../helpers/host-server.ts';
import { rawRequest } from '../helpers/raw-http.ts';

let site: ReturnType<typeof openSite>;
let folder: string;
let mailbox: LocalMailbox;
let host: Awaited<ReturnType<typeof openTestHost>>;
beforeAll(() => (site = openSite()));
afterAll(() => site.remove());
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'letok-mailbox-'));
  mailbox = new LocalMailbox(folder);
  host = await openTestHost(site.root, { localPage: mailboxPages(mailbox) });
  return async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

const mail = (subject: string) => ({
  kind: 'application_received',
  to: { address: 'a@b.example' },
  subject,
  text: `${subject} <b>`,
  html: `<p style="color:red">${subject}</p>`,
});

describe('the local mailbox', () => {
  it('shows every mail as JSON, newest first', async () => {
    await mailbox.receive(mail('первое'));
    await mailbox.receive(signInMail('anna@sever.example', '123456', 'ru'));
    const mails = (await (await fetch(`${host.url}/dev/mailbox.json`)).json()) as Record<string, string>[];
    expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
      ['sign_in_code', 'anna@sever.example'],
      ['application_received', 'a@b.example'],
    ]);
    expect(mails[0]!['text']!.match(/\b\d{6}\b/g)).toEqual(['123456']);
    expect(Object.keys(mails[1]!).toSorted()).toEqual(['at', 'html', 'kind', 'subject', 'text', 'to']);
  });

  it('shows a page that needs no script, with each mail in a frame of its own that may do nothing', async () => {
    await mailbox.receive(mail('"><script>alert(1)</script>'));
    await mailbox.receive(mail('второе'));
    const response = await fetch(`${host.url}/dev/mailbox/`);
    const page = load(await response.text());
    expect(page('script')).toHaveLength(0);
    expect(
      page('details strong')
        .toArray()
        .map((element) => page(element).text()),
    ).toEqual(['второе', '"><script>alert(1)</script>']);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.*style-src 'self'; frame-src 'self'$/,
    );
    const frames = page('iframe')
      .toArray()
      .map((frame) => [page(frame).attr('sandbox'), page(frame).attr('src')]);
    expect(frames).toEqual([
      ['', '/dev/mailbox/1.html'],
      ['', '/dev/mailbox/0.html'],
    ]);
    const shown = await fetch(`${host.url}/dev/mailbox/1.html`);
    expect(await shown.text()).toContain('второе');
    expect(shown.headers.get('content-security-policy')).toMatch(/frame-ancestors 'self';.*; sandbox$/);
    expect((await fetch(`${host.url}/dev/mailbox/7.html`)).status).toBe(404);
  });

  it('survives a restart, and a line that a crash cut short', async () => {
    await mailbox.receive(mail('до перезапуска'));
    const again = new LocalMailbox(folder);
    expect(again.mails.map(({ subject }) => subject)).toEqual(['до перезапуска']);
    expect(openToOthers(path.join(folder, 'mailbox.jsonl'))).toBe(false);
  });

  it('answers only under the name of this machine', async () => {
    await mailbox.receive(mail('тайное'));
    for (const target of ['/dev/mailbox.json', '/dev/mailbox/', '/dev/mailbox/0.html']) {
      const answer = await rawRequest(host.port, target, { Host: 'rebound.evil.example' });
      expect([answer.status, answer.body.includes('тайное')]).toEqual([404, false]);
    }
  });

  it.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via', 'X-Forwarded-Proto'])(
    'does not answer behind a proxy, which %s gives away',
    async (name) => {
      await mailbox.receive(mail('тайное'));
      const answer = await rawRequest(host.port, '/dev/mailbox.json', { [name]: '203.0.113.5' });
      expect([answer.status, answer.body.includes('тайное')]).toEqual([404, false]);
    },
  );

  it('is not there without the local mode', async () => {
    const other = await openTestHost(site.root);
    for (const target of ['/dev/mailbox.json', '/dev/mailbox/'])
      expect((await rawRequest(other.port, target)).status).toBe(404);
    await other.close();
  });
});
