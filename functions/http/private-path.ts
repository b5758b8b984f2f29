import { isLanguage } from '../i18n/words.ts';

/** A file of the gated parts of the site, as the address names it. */
export interface PrivatePath {
  /** Whose session opens it. */
  area: 'partner' | 'staff';
  /** Path inside `private/`, with forward slashes; ends with `/` for a folder. */
  file: string;
  /** Pages end with a slash or have no extension; an asset has one. */
  isPage: boolean;
}

/**
 * Reads the path of an address strictly: decoded once, and refused (undefined) unless it is written in the one form the site's own
 * links have. Encoded slashes, dots or other ASCII, double encoding, backslashes, semicolons, control characters, empty, hidden or
 * dot segments, trailing dots, upper case in the area's name, compatibility letters (`ｐartner`): none of them names a page of ours.
 */
export function readPrivatePath(pathname: string): PrivatePath | undefined {
  if (!pathname.startsWith('/')) return undefined;
  const segments = pathname.split('/').slice(1).map(readSegment);
  const isFolder = segments.at(-1) === '';
  const names = isFolder ? segments.slice(0, -1) : segments;
  if (!names.every((name): name is string => typeof name === 'string' && name !== '')) return undefined;
  const area = isLanguage(names[0]) ? names[1] : names[0];
  if (area !== 'partner' && area !== 'staff') return undefined;
  const isPage = isFolder || !names.at(-1)?.includes('.');
  return { area, file: names.join('/') + (isFolder ? '/' : ''), isPage };
}

/** One segment, decoded; undefined when it is written in any but the plain way. */
function readSegment(segment: string): string | undefined {
  if (segment === '') return '';
  if (/%[0-7]/.test(segment)) return undefined;
  let name: string;
  try {
    name = decodeURIComponent(segment);
  } catch {
    return undefined;
  }
  const isPlain = /^[\p{L}\p{N}_~@+,()-][\p{L}\p{N}._~@+,()-]*$/u.test(name);
  return isPlain && !name.endsWith('.') && name === name.normalize('NFKC') ? name : undefined;
}
