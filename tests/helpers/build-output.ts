import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { ProgrammeRules } from '../../src/features/programme/programme-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
import type { PublishedProgramme } from '../../functions/site/published-programme.ts';
import { applyPage, enquiryPage, thanksPage } from './form-pages.ts';

/** Words that stand in private files only: an answer without the right session must not hold one. */
export const canaries = {
  partner: 'kanarejka-partnera-7f3a',
  staff: 'kanarejka-sotrudnika-91bc',
  json: 'kanarejka-pravil-5e0d',
};

export const fixtureSecurityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const projectRoot = path.resolve(import.meta.dirname, '../..');

/** The rules of the sample edition, as the build reads them. */
export function sampleRules(): ProgrammeRules {
  return parse(readFileSync(path.join(projectRoot, 'content/programme/2026-11/rules.yaml'), 'utf8')) as ProgrammeRules;
}

export function sampleProgramme(): PublishedProgramme {
  const rules = sampleRules();
  const consent = (text: string) => ({ text, sha256: sha256(text), version: rules.id });
  return {
    editions: [{ rules, rulesSha256: sha256(canonicalJson(rules)) }],
    offers: [
      { edition: rules.id, lang: 'ru', sha256: sha256('оферта'), text: 'оферта' },
      { edition: rules.id, lang: 'en', sha256: sha256('offer'), text: 'offer' },
    ],
    solutionTitles: { 'corporate-university': { ru: 'Корпоративный университет', en: 'Corporate University' } },
    consents: {
      ru: {
        processing: consent('Согласие на обработку (образец).'),
        mailing: consent('Согласие на рассылку (образец).'),
        transfer: consent('Согласие на передачу (образец).'),
      },
      en: {
        processing: consent('Consent to processing (sample).'),
        mailing: consent('Consent to mailing (sample).'),
        transfer: consent('Consent to transfer (sample).'),
      },
    },
  };
}

const htmlPage = (lang: string, title: string, body: string) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title></head><body><main>${body}</main></body></html>`;

/** A small stand-in for what `npm run build` leaves: `dist/` and `private/` in a folder of their own. */
export function makeBuildOutput(): { root: string; remove: () => void } {
  const root = mkdtempSync(path.join(tmpdir(), 'letok-build-'));
  const put = (file: string, content: string | Buffer) => {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  };
  const putCompressed = (file: string, content: string) => {
    put(file, content);
    put(`${file}.br`, brotliCompressSync(content));
    put(`${file}.gz`, gzipSync(content));
  };

  putCompressed(
    'dist/index.html',
    htmlPage('ru', 'Леток', `<h1>Леток</h1><p>${'Программа партнёров. '.repeat(200)}</p>`),
  );
  putCompressed('dist/en/index.html', htmlPage('en', 'Letok', '<h1>Letok</h1>'));
  putCompressed('dist/kb/index.html', htmlPage('ru', 'База знаний', '<h1>База знаний</h1>'));
  put('dist/kb/закрепление/index.html', htmlPage('ru', 'Закрепление', '<h1>Закрепление</h1>'));
  put('dist/404.html', htmlPage('ru', 'Эта ячейка пуста', '<h1>Эта ячейка пуста</h1>'));
  put('dist/errors/wrong_role/index.html', htmlPage('ru', 'Не для вашей роли', '<h1>Не для вашей роли</h1>'));
  put('dist/errors/database_unavailable/index.html', htmlPage('ru', 'База не отвечает', '<h1>База не отвечает</h1>'));
  put('dist/errors/invalid_input/index.html', htmlPage('ru', 'Исправьте поля', '<h1>Исправьте поля</h1>'));
  put('dist/en/errors/too_many_requests/index.html', htmlPage('en', 'Too many', '<h1>Too many</h1>'));
  put('dist/en/errors/wrong_role/index.html', htmlPage('en', 'Not for your role', '<h1>Not for your role</h1>'));
  putCompressed('dist/_astro/site.Bx3kQ1.css', 'body{margin:0}'.repeat(100));
  put('dist/pagefind/fragment/ru_1a2b3c.pf_fragment', 'fragment');
  put('dist/pagefind/pagefind-entry.json', '{}');
  put('dist/favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  put('dist/_astro/cell.webm', '0123456789');
  put('dist/_headers', '/*\n  X-Content-Type-Options: nosniff\n');
  put('dist/_redirects', '# moved\n/old/ /kb/ 301\n/старое/ /kb/ 302\n');
  for (const [lang, folder] of [
    ['ru', ''],
    ['en', 'en/'],
  ] as const) {
    put(`dist/${folder}apply/index.html`, applyPage(lang));
    put(`dist/${folder}apply/thanks/index.html`, thanksPage(lang));
    put(`dist/${folder}enquiry/index.html`, enquiryPage(lang));
    put(`dist/${folder}enquiry/thanks/index.html`, thanksPage(lang));
    put(`private/${folder}partner/index.html`, htmlPage(lang, 'Партнёру', `<h1>Партнёру</h1>${canaries.partner}`));
    put(`private/${folder}partner/kb/margin/index.html`, htmlPage(lang, 'Маржа', canaries.partner));
    put(`private/${folder}staff/index.html`, htmlPage(lang, 'Сотрудникам', canaries.staff));
    put(`private/${folder}staff/decisions/index.html`, htmlPage(lang, 'Решения', canaries.staff));
  }
  put('private/partner/kb/маржа/index.html', htmlPage('ru', 'Маржа', canaries.partner));
  put('private/partner/_files/manual.1a2b.pdf', `%PDF-1.7 ${canaries.partner}`);
  put('private/partner/pagefind/pagefind.js', `// ${canaries.partner}`);
  put('private/partner/pagefind/fragment/ru_9f8e.pf_fragment', canaries.partner);
  put('private/partner/.hidden', canaries.partner);
  put('private/staff/_files/margins.csv', canaries.staff);
  put('private/programme.json', JSON.stringify({ ...sampleProgramme(), canary: canaries.json }));
  put(
    'private/pages.json',
    JSON.stringify({
      '/': 'public',
      '/kb/': 'public',
      '/kb/закрепление/': 'public',
      '/en/': 'public',
      '/apply/': 'public',
      '/partner/kb/margin/': 'partner',
      '/en/partner/kb/margin/': 'partner',
      '/staff/decisions/': 'staff',
      [`/staff/${canaries.json}/`]: 'staff',
    }),
  );
  put('private/security-headers.json', JSON.stringify(fixtureSecurityHeaders));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
