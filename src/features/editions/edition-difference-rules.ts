/** A rule that is not the same in two editions: its path, and both values; undefined where an edition does not have it. */
export interface RuleDifference {
  path: string;
  was: unknown;
  becomes: unknown;
}

/** What every edition says anew and no rule follows from. */
const ofItself = new Set(['id', 'number', 'inForceFrom', 'material', 'changes', 'sample']);

/**
 * The rules in which two editions differ, in the order of the later one. A list of plain values is one rule; of things that have an `id`
 * or a quarter each is compared with its namesake.
 */
export function differenceOf(before: object, after: object): RuleDifference[] {
  const [was, becomes] = [flat(before), flat(after)];
  return [...new Set([...becomes.keys(), ...was.keys()])]
    .filter((path) => !ofItself.has(path.split('.')[0]!))
    .filter((path) => JSON.stringify(was.get(path)) !== JSON.stringify(becomes.get(path)))
    .map((path) => ({ path, was: was.get(path), becomes: becomes.get(path) }));
}

function flat(value: unknown, path = '', found = new Map<string, unknown>()): Map<string, unknown> {
  const isPlain = (one: unknown) => typeof one !== 'object' || one === null;
  if (isPlain(value) || (Array.isArray(value) && value.every(isPlain))) return found.set(path, value);
  const parts = Array.isArray(value)
    ? value.map((one: { id?: string; quarter?: string }, at) => [one.id ?? one.quarter ?? String(at), one] as const)
    : Object.entries(value as object);
  for (const [key, inner] of parts) flat(inner, path ? `${path}.${key}` : key, found);
  return found;
}
