import { createHash } from 'node:crypto';

/** One link of the chain with its record as it is now, as read_register() tells it. */
export interface RegisterEntry {
  /** Place in the chain; null for a record no link names. */
  position: number | null;
  recordId: number;
  /** Checksum of the record when it was sealed. */
  sealedSha256: string | null;
  sealedAt: string | null;
  chainSha256: string | null;
  /** Text of the record; null when it has gone. */
  content: string | null;
  /** The checksum that stands beside it. */
  sha256: string | null;
  /** Whether a record without a link is waiting for one. */
  waiting: boolean;
}

/** A head of the chain that somebody outside has kept. */
export interface RegisterHead {
  position: number;
  sha256: string;
}

export interface ChainReport {
  /** The first thing that is wrong, as a sentence; undefined when all is right. */
  problem?: string;
  links: number;
  waiting: number;
  head: RegisterHead | undefined;
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Goes along the chain from its first link: every record is as it was sealed, no place is missing, each link names the one before, and a
 * head that was kept outside is still where it was. Without such a head a cut tail and a chain made anew cannot be told from a true one.
 */
export function checkChain(entries: Iterable<RegisterEntry>, kept: readonly RegisterHead[] = []): ChainReport {
  let last = 0;
  let chain = '';
  let waiting = 0;
  const report = (problem?: string): ChainReport => ({
    ...(problem !== undefined && { problem }),
    links: last,
    waiting,
    head: last > 0 ? { position: last, sha256: chain } : undefined,
  });
  const heads = new Map(kept.map(({ position, sha256: checksum }) => [position, checksum]));
  const seen = new Set<number>();

  for (const entry of entries) {
    if (seen.has(entry.recordId)) return report(`Record ${entry.recordId} is in the register twice.`);
    seen.add(entry.recordId);
    if (entry.position === null) {
      if (!entry.waiting)
        return report(
          `Record ${entry.recordId} has no place in the chain and waits for none: it was put in from outside.`,
        );
      const wrong = wrongRecord(entry);
      if (wrong) return report(`Record ${entry.recordId}, which waits for its place, ${wrong}.`);
      waiting += 1;
      continue;
    }
    const at = `Record ${entry.recordId} at position ${entry.position}`;
    if (entry.position !== last + 1)
      return report(
        `Position ${last + 1} of the chain is missing: after ${last} comes ${entry.position} (record ${entry.recordId}).`,
      );
    const wrong = wrongRecord(entry);
    if (wrong) return report(`${at} ${wrong}.`);
    if (entry.sha256 !== entry.sealedSha256) return report(`${at} was changed after it was sealed.`);
    const link = sha256(`${chain}:${entry.position}:${entry.sealedAt}:${entry.sealedSha256}`);
    if (link !== entry.chainSha256)
      return report(`${at} does not follow the link before: the chain was changed there.`);
    chain = link;
    last = entry.position;
    const keptSum = heads.get(last);
    if (keptSum !== undefined && keptSum !== link)
      return report(`${at} is not the one the kept head names: the chain up to there was made anew.`);
  }
  const beyond = [...heads.keys()].find((position) => position > last);
  if (beyond !== undefined)
    return report(`The chain ends at position ${last}, and the kept head stands at ${beyond}: its tail was cut off.`);
  return report();
}

function wrongRecord({ recordId, content, sha256: checksum }: RegisterEntry): string | undefined {
  if (content === null) return 'is gone';
  if (sha256(content) !== checksum) return 'is not what its checksum says: its text was changed';
  const { id } = JSON.parse(content) as { id?: number };
  if (id !== recordId) return `says that it is record ${id}: records were exchanged`;
  return undefined;
}
