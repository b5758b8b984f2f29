/**
 * An apostrophe before what a table program takes for a formula, whatever blanks stand before it and in wide letters too, and before digits
 * it would shorten: a leading zero, or more than eleven of them.
 */
export function harmless(text: string): string {
  return /^[\s\u00a0\uFEFF]*[=+\-@＝＋－＠|%]/.test(text) || /^[\t\r\n]/.test(text) || /^(0\d+|\d{12,})$/.test(text)
    ? `'${text}`
    : text;
}
