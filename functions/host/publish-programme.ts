import type { SupabaseClient } from '@supabase/supabase-js';
import { databaseProblem } from '../database/database-problem.ts';
import type { Database, Json } from '../database/database.types.ts';
import type { PublishedProgramme } from '../site/published-programme.ts';

/**
 * Tells the database the editions of `private/programme.json`, so that SQL decides by the rules the pages print, and their offers, so
 * that it knows the text a partner was shown. Repeating it changes nothing.
 * @returns the ids of the editions that were new or changed
 * @throws Error with a sentence when an edition in force was changed, or the database refuses
 */
export async function publishProgramme(
  database: SupabaseClient<Database>,
  { editions, offers }: Pick<PublishedProgramme, 'editions' | 'offers'>,
): Promise<string[]> {
  const published: string[] = [];
  for (const { rules, rulesSha256 } of editions) {
    const texts = offers
      .filter(({ edition }) => edition === rules.id)
      .map(({ lang, sha256, text }) => ({ language: lang, sha256, text }));
    const request = { rules, rulesSha256, offers: texts } as unknown as Json;
    const { data, error } = await database.rpc('publish_edition', { request });
    if (error) throw new Error(sentence(rules.id, databaseProblem(error).code, error.message), { cause: error });
    if ((data as { published: boolean }).published) published.push(rules.id);
  }
  return published;
}

function sentence(id: string, code: string, message: string): string {
  if (code !== 'edition_immutable') return `The edition ${id} of the programme was not published: ${message}.`;
  return (
    `The edition ${id} of the programme is in force and cannot be changed any more: restore the folder content/programme/${id} and ` +
    `copy it under a new date for the change (or, when the local data may go, delete the data folder).`
  );
}
