/** Opens the search dialog: by the link in the header, by `/`, by Ctrl/⌘ K. The dialog's code loads at the first intent. */
class SearchElement extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a')!;
    link.setAttribute('role', 'button');
    const open = async (event: Event) => {
      event.preventDefault();
      const { openSearch } = await import('./search-dialog.ts');
      await openSearch(this);
    };
    link.addEventListener('click', open);
    link.addEventListener('keydown', (event) => event.key === ' ' && open(event));
    link.addEventListener('pointerenter', () => import('./search-dialog.ts'), { once: true });
    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.altKey) return;
      const target = event.target as HTMLElement;
      const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      // `code`, not `key`: on a Russian keyboard K types «л» and the slash stands elsewhere.
      const bySlash =
        !typing &&
        !event.ctrlKey &&
        !event.metaKey &&
        (event.key === '/' || (event.code === 'Slash' && !event.shiftKey));
      const byK = (event.ctrlKey || event.metaKey) && event.code === 'KeyK';
      if (bySlash || byK) void open(event);
    });
  }
}

customElements.define('letok-search', SearchElement);
