/** Ways to spell a path that somebody might take for another one. Each gives one or more spellings of an address. */
const hex = (character: string) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
const wide = (character: string) => String.fromCharCode(character.charCodeAt(0) + 0xfee0);
const eachLetter = (path: string, change: (character: string) => string) =>
  [...path].flatMap((character, at) =>
    /[a-z]/.test(character) && at < 12 ? [path.slice(0, at) + change(character) + path.slice(at + 1)] : [],
  );

const spellings: Record<string, (path: string) => string[]> = {
  plain: (path) => [path],
  'one letter encoded': (path) => eachLetter(path, hex),
  'one letter encoded twice': (path) => eachLetter(path, (letter) => hex(letter).replace('%', '%25')),
  'one letter in upper case': (path) => eachLetter(path, (letter) => letter.toUpperCase()),
  'one letter of full width': (path) => eachLetter(path, wide).flatMap((spelled) => [spelled, encodeURI(spelled)]),
  'long s for s': (path) => [path.replace('s', 'ſ'), encodeURI(path.replace('s', 'ſ'))],
  'all encoded': (path) => [
    [...path].map((character) => (character === '/' ? '/' : hex(character))).join(''),
    [...path].map(hex).join(''),
  ],
  'slashes changed': (path) =>
    [
      '%2f',
      '%2F',
      '%252f',
      '\\',
      '%5c',
      '%255c',
      '//',
      '/./',
      '/%2e/',
      '／',
      '%ef%bc%8f',
      '%c0%af',
      '%u002f',
      ';/',
      '/;x=1/',
      '/%20/',
      '/%09/',
    ].flatMap((slash) => [
      path.replaceAll('/', slash),
      `/${path.slice(1).replaceAll('/', slash)}`,
      path.slice(0, -1).replace(/\/(?=[^/]*$)/, slash) + path.slice(-1),
    ]),
  'up and down': (path) =>
    ['..', '%2e%2e', '.%2e', '%2E.', '%252e%252e', '..;', '..%00', '%c0%ae%c0%ae', '．．', '..%2f..', '..%5c'].flatMap(
      (up) => [
        `/kb/${up}${path}`,
        `/partner/${up}${path}`,
        `/partner/kb/${up}/${up}${path}`,
        `/en/${up}${path}`,
        `/_astro/${up}/${up}/private${path}`,
        `/partner/_files/${up}/${up}${path}`,
      ],
    ),
  'put before': (path) =>
    [
      '/.netlify/functions/private-pages',
      '/.netlify/functions/private-pages?path=',
      '/.netlify/builders/private-pages',
      '/private',
      '/dist/../private',
      '/.',
      '/./',
      '//',
      '///',
      '/\\',
      '/%2f',
      '/%5c',
      '/;',
      '/xx',
      '/EN',
      '/en/ru',
      '/en/en',
      'http://localhost:4321',
      'http://evil.example',
      '//evil.example',
      '/%00',
      '/%ef%bb%bf',
      '/~',
    ].map((prefix) => prefix + path),
  'put after': (path) =>
    [
      '.',
      '..',
      '/.',
      '/..',
      '//',
      '%2f',
      '%00',
      '%00.css',
      '%20',
      ' ',
      '%09',
      ';',
      ';.css',
      ';jsessionid=1',
      '?',
      '?/../',
      '#',
      '%23',
      '%3f',
      '/index.html',
      'index.html',
      '/index.html/',
      '.html',
      '.json',
      '.css',
      '/x.css',
      '~',
      '::$DATA',
      '%3a%3a$DATA',
      '.br',
      '.gz',
      '/.hidden',
    ].map((suffix) => path + suffix),
};

/** Every spelling of every path, each once. */
export function pathTricks(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => Object.values(spellings).flatMap((spell) => spell(path))))];
}
