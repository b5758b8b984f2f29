/**
 * Where one wanted to go before signing in: the path of `?next=`, when it is plainly one of this site; undefined for all else. Whoever sends
 * somebody a link to sign-in must not decide on which site the person arrives.
 */
export function nextPath(next: string | null | undefined): string | undefined {
  if (!next || next.length > 1000) return undefined;
  // What browsers drop or turn round while they read an address (tabs, line ends, backslashes) is in no link of ours.
  if (
    !/^\/(?![/\\])/.test(next) ||
    /[\\\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]/.test(next)
  )
    return undefined;
  let url: URL;
  try {
    url = new URL(next, 'https://site.invalid');
  } catch {
    return undefined;
  }
  const path = url.pathname;
  const isOwn = url.origin === 'https://site.invalid' && !path.startsWith('//');
  const isPage = !/^\/(api|dev)(\/|$)/i.test(path) && !/\/sign-in\/?$/i.test(path) && !/%(2f|5c|0|1)/i.test(path);
  return isOwn && isPage ? path + url.search + url.hash : undefined;
}
