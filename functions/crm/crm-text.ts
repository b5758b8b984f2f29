/**
 * Text somebody typed, for a field the portal shows as BBCode or HTML and in which it makes links of addresses: it stays readable
 * and becomes neither.
 */
export function crmText(text: string, atMost = 250): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .trim()
    .replace(/\[/g, '［')
    .replace(/\]/g, '］')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/:\/\//g, ': //')
    .replace(/\bwww\./gi, 'www .')
    .replace(/@/g, ' @ ');
  const characters = [...plain];
  return characters.length <= atMost ? plain : `${characters.slice(0, atMost - 1).join('')}…`;
}
