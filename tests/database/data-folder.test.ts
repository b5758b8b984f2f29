import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginRestore, decideRestore, finishRestore, keptFiles } from '../../functions/host/data-folder.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'letok-data-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = ['secret', 'keys.json', 'postgres-is-complete', 'postgres/PG_VERSION'];
/** A data folder as far as its files go, each with `text` in it. */
function fill(data: string, text: string): void {
  mkdirSync(join(data, 'postgres'), { recursive: true });
  for (const name of names) writeFileSync(join(data, name), text);
}
const texts = (data: string) =>
  names.map((name) => existsSync(join(data, name)) && readFileSync(join(data, name), 'utf8'));
const all = (text: string) => names.map(() => text);

describe('a restore', () => {
  const moved = ['secret', 'keys.json', 'postgres-is-complete', 'postgres'];
  const steps = moved.length * 2;

  test.each(Array.from({ length: steps + 1 }, (_, step) => step))(
    'that was cut off after %d of its last steps is finished by the next start',
    (step) => {
      fill(folder, 'old');
      fill(beginRestore(folder, {}), 'new');
      const aside = decideRestore(folder);
      const building = join(folder, 'restoring');
      const renames = moved.flatMap((name) => [
        [join(folder, name), join(aside, name)],
        [join(building, name), join(folder, name)],
      ]);
      if (step > 0) mkdirSync(aside);
      for (const [from, to] of renames.slice(0, step)) renameSync(from!, to!);
      finishRestore(folder);
      expect([texts(folder), texts(aside), existsSync(building)]).toEqual([all('new'), all('old'), false]);
      finishRestore(folder);
      expect(texts(folder)).toEqual(all('new'));
    },
  );

  test('that was cut off before it was decided leaves what there was', () => {
    fill(folder, 'old');
    fill(beginRestore(folder, {}), 'new');
    finishRestore(folder);
    expect(texts(folder)).toEqual(all('old'));
    beginRestore(folder, { secret: 'newer', 'keys.json': 'newer' });
    expect(texts(join(folder, 'restoring'))).toEqual(['newer', 'newer', false, false]);
  });
});

test('a backup takes the keys and the secret along, as far as there are any', () => {
  expect(keptFiles(folder)).toEqual({});
  fill(folder, 'old');
  expect(keptFiles(folder)).toEqual({ secret: 'old', 'keys.json': 'old' });
});
