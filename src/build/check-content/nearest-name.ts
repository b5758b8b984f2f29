/** The name that was probably meant, or '' when none is near: at most a third of its letters are wrong, two swapped count once. */
export function nearestName(given: string, names: Iterable<string>): string {
  let best = '';
  let fewest = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - given.length) >= fewest) continue;
    const mistakes = distance(given.toLowerCase(), name.toLowerCase());
    if (mistakes < fewest) [best, fewest] = [name, mistakes];
  }
  return best;
}

/** More names than these hide the one that is looked for. */
const MOST_NAMES = 12;

/** Names for a message: all of them, or the five most like the given one and how many there are. */
export function namesLike(given: string, names: Iterable<string>): string {
  const all = [...names];
  if (all.length <= MOST_NAMES) return all.join(', ');
  const slips = new Map(all.map((name) => [name, distance(given.toLowerCase(), name.toLowerCase())]));
  const nearest = all.toSorted((a, b) => slips.get(a)! - slips.get(b)!).slice(0, 5);
  return `${nearest.join(', ')}, … (${all.length})`;
}

/** How many slips make one word of another. Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1);
      current.push(cost);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length]!;
}
