/**
 * The part of a body that a `Range` header asks for: films are played in parts, by some browsers in no other way.
 * @returns undefined where the whole is to be sent (no range, several, or one that is not understood), `null` where there is no such part
 */
export function byteRange(
  header: string | null | undefined,
  size: number,
): { from: number; to: number } | null | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  return from >= size || from > to ? null : { from, to };
}
