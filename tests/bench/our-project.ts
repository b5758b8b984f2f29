import { globSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sectionPicture, type Corpus, type CorpusPage } from './corpus.ts';
import { copyProject, put } from './project-folder.ts';

/**
 * The project as it is, its own pages included, with the corpus. In Russian alone, as the rivals build it: with a second language
 * every page would stand in that one too.
 */
export function makeOurProject(folder: string, corpus: Corpus): void {
  copyProject(folder);
  leaveOneLanguage(folder);
  addCorpus(folder, corpus);
}

/** The corpus as further sections of the knowledge base. */
export function addCorpus(folder: string, corpus: Corpus): void {
  const base = path.join('content', 'kb');
  const list = readFileSync(path.join(folder, base, 'sections.yaml'), 'utf8');
  const added = corpus.sections.map(
    ({ id, title, description }, at) =>
      `- id: ${id}\n  order: ${1000 + at}\n  title:\n    ru: ${quoted(title)}\n    en: ${quoted(title)}\n  description:\n    ru: ${quoted(description)}\n    en: ${quoted(description)}\n`,
  );
  put(folder, path.join(base, 'sections.yaml'), `${list.trimEnd()}\n${added.join('')}`);
  for (const section of corpus.sections)
    put(folder, path.join(base, 'ru', section.id, `${section.id}.svg`), sectionPicture(section));
  for (const page of corpus.pages)
    put(folder, path.join(base, 'ru', page.section, `${page.slug}.${page.usesTags ? 'mdx' : 'md'}`), source(page));
}

function leaveOneLanguage(folder: string): void {
  const ofEnglish = [
    'src/i18n/strings.en.json',
    'content/*/en',
    'content/solutions/*/en',
    'content/programme/*/offer.en.mdx',
  ];
  for (const file of globSync(ofEnglish, { cwd: folder })) rmSync(path.join(folder, file), { recursive: true });
}

const quoted = (text: string) => JSON.stringify(text);

const source = ({ title, description, access, order, body }: CorpusPage) => `---
title: ${quoted(title)}
description: ${quoted(description)}
access: ${access}
audience: [seller, engineer]
solutions: []
owner: support
checkedOn: 2026-11-12
reviewBy: 2027-11-12
sample: false
order: ${order}
tags: [support, integration]
---

${body}`;
