import type { PublishedEdition } from '../../src/features/programme/programme-contract.ts';
import { editionInForce } from '../../src/features/programme/programme-rules.ts';
import { Refusal } from '../http/refusal.ts';
import { readPrivateJson } from './site-files.ts';

/** The exact words somebody agrees to, as the page shows them. */
export interface ConsentText {
  text: string;
  sha256: string;
  version: string;
}

/** `private/programme.json`: what the build says about the programme. */
export interface PublishedProgramme {
  editions: PublishedEdition[];
  offers: { edition: string; lang: string; sha256: string; text: string }[];
  /** What each solution is called: title by slug and language. */
  solutionTitles: Record<string, Record<string, string>>;
  /** By language. */
  consents: Record<string, { processing: ConsentText; mailing: ConsentText; transfer: ConsentText }>;
}

/** What the build has left; undefined before the first build. */
export const readProgramme = async () => (await readPrivateJson('programme.json')) as PublishedProgramme | undefined;

/** @throws Refusal `edition_not_published` when the build has left nothing, or no edition is in force yet. */
export async function publishedProgramme(at = new Date()): Promise<PublishedProgramme & { inForce: PublishedEdition }> {
  const programme = await readProgramme();
  const inForce = programme && editionInForce(programme.editions, at);
  if (!inForce) throw new Refusal('edition_not_published', { retryAfterSeconds: 60 });
  return { ...programme, inForce };
}
