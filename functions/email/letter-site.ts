import { editionInForce } from '../../src/features/programme/programme-rules.ts';
import { readProgramme } from '../site/published-programme.ts';

/** What letters show of the site: the time zone deadlines are meant in, and what the solutions are called. */
export interface LetterSite {
  timeZone: string;
  /** Title by slug and language. */
  solutionTitles: Record<string, Record<string, string>>;
}

/** Where the build's files are not at hand, moments are told in UTC and solutions by their slug: less friendly, and still true. */
export async function readLetterSite(): Promise<LetterSite> {
  const programme = await readProgramme();
  return {
    timeZone: (programme && editionInForce(programme.editions, new Date()))?.rules.timeZone ?? 'UTC',
    solutionTitles: programme?.solutionTitles ?? {},
  };
}
