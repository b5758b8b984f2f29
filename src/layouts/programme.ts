import { getCollection } from 'astro:content';
import { editionInForce } from '#features/programme/programme-rules.ts';
import type { ProgrammeRules } from '#features/programme/programme-contract.ts';

let editions: Promise<ProgrammeRules[]> | undefined;

/** All editions, the newest first. */
export function allEditions(): Promise<ProgrammeRules[]> {
  editions ??= getCollection('editions').then((entries) =>
    entries
      .map(({ data }) => data as ProgrammeRules)
      .sort((a, b) => Date.parse(b.inForceFrom) - Date.parse(a.inForceFrom)),
  );
  return editions;
}

/** The edition in force at the moment of the build: the numbers every page prints. */
export async function currentEdition(): Promise<ProgrammeRules> {
  const rules = (await allEditions()).map((edition) => ({ rules: edition }));
  const current = editionInForce(rules, new Date());
  if (!current)
    throw new Error('No edition in content/programme/ is in force yet: at least one needs an inForceFrom in the past.');
  return current.rules;
}

/** The edition a page speaks of: an edition's own page prints that edition, every other page the one in force. */
export async function editionOfPage(url: URL): Promise<ProgrammeRules> {
  const named = /\/programme\/offer\/([^/]+)\/$/.exec(url.pathname)?.[1];
  const edition = named && (await allEditions()).find(({ id }) => id === named);
  return edition || currentEdition();
}
