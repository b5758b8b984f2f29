/** Keys act as keys only where nothing is typed and no other key is held. */
export function isKeyForPage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  return !target?.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog');
}
