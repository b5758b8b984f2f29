import type { IncomingMessage } from 'node:http';
import { escapeHtml } from '../email/letter-forms.ts';
import { isLoopback } from '../settings/loopback.ts';
import type { KeptMail, LocalMailbox } from './mailbox.ts';

/*
 * `/dev/mailbox/`: the mails of the local mode, for people and for tests. Sign-in codes stand here in the open, so the pages answer
 * only to this machine, and only under its own name: a site on the internet that points its name here gets nothing.
 */
export function mailboxPages(
  mailbox: LocalMailbox,
): (request: IncomingMessage, pathname: string) => Response | undefined {
  return (request, pathname) => {
    if (!/^\/dev\/mailbox(\.json|\/|$)/.test(pathname)) return undefined;
    if (!isFromHere(request) || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
    const { mails } = mailbox;
    if (pathname === '/dev/mailbox') return new Response(null, { status: 301, headers: { location: '/dev/mailbox/' } });
    if (pathname === '/dev/mailbox.json') return Response.json(mails);
    if (pathname === '/dev/mailbox/') return page(mailboxPage(mails), "style-src 'self'; frame-src 'self'");
    if (pathname === '/dev/mailbox/mailbox.css')
      return new Response(styles, { headers: { 'content-type': 'text/css; charset=utf-8' } });
    const shown = /^\/dev\/mailbox\/(\d{1,6})\.html$/.exec(pathname);
    const mail = shown ? mails.toReversed()[Number(shown[1])] : undefined;
    return mail && page(mail.html, "style-src 'unsafe-inline'; sandbox", "'self'");
  };
}

/** What proxies add: behind one, everybody comes from this machine. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

function isFromHere(request: IncomingMessage): boolean {
  if (proxyHeaders.some((name) => request.headers[name] !== undefined)) return false;
  const host = `http://${request.headers.host}`;
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return isLoopback(address) && URL.canParse(host) && isLoopback(new URL(host).hostname);
}

/** The policies of these pages, instead of the site's: a mail has styles of its own and is shown in a frame. */
function page(html: string, allowed: string, frameAncestors = "'none'"): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${frameAncestors}; ${allowed}`,
      'x-frame-options': frameAncestors === "'none'" ? 'DENY' : 'SAMEORIGIN',
    },
  });
}

function mailboxPage(mails: readonly KeptMail[]): string {
  const entries = mails.map((mail, index) => {
    const at = new Date(mail.at).toLocaleString('ru-RU', { dateStyle: 'medium', timeStyle: 'short' });
    return `<details${index === 0 ? ' open' : ''}>
<summary><strong>${escapeHtml(mail.subject)}</strong> <span>${escapeHtml(mail.to)} · <time datetime="${escapeHtml(mail.at)}">${escapeHtml(at)}</time> · <code>${escapeHtml(mail.kind)}</code></span></summary>
<iframe sandbox loading="lazy" title="${escapeHtml(mail.subject)}" src="/dev/mailbox/${mails.length - 1 - index}.html"></iframe>
<h2>Текстовая часть</h2>
<pre tabindex="0">${escapeHtml(mail.text)}</pre>
</details>`;
  });
  return `<!doctype html>
<html lang="ru">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Локальная почта (${mails.length})</title>
<link rel="stylesheet" href="/dev/mailbox/mailbox.css"></head>
<body><main><h1>Локальная почта</h1>
<p>Письма, которые ушли бы по почте. Есть только при запуске на своём компьютере; то же для программ: <a href="/dev/mailbox.json">mailbox.json</a>.</p>
${entries.join('\n') || '<p>Писем пока нет. <a href="/apply/">Отправьте заявку</a>, и придёт первое.</p>'}
</main></body></html>`;
}

const styles = `
:root { color-scheme: light dark; font: 16px/1.5 Onest, system-ui, sans-serif; }
body { margin: 0; background: light-dark(#fbf9f5, #1b1410); color: light-dark(#29221d, #efe9e1); }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 2rem; letter-spacing: -0.03em; margin: 0 0 0.5rem; }
h2 { font-size: 0.9375rem; margin: 1rem 0 0.5rem; }
a { color: light-dark(#7a4b00, #f2c472); }
details { border-top: 1px solid light-dark(#e2dcd3, #41372f); padding: 0.75rem 0; }
summary { cursor: pointer; }
summary span { display: block; font-size: 0.875rem; color: light-dark(#6b625a, #b4a99d); }
iframe { width: 100%; height: 32rem; margin-top: 0.75rem; border: 1px solid light-dark(#e2dcd3, #41372f); border-radius: 6px; background: #fbf9f5; }
pre { overflow-x: auto; white-space: pre-wrap; padding: 0.75rem; background: light-dark(#f3eee4, #251c16); border-radius: 6px; font-size: 0.875rem; }
`;
