/** Opens the search dialog: by the link in the header, by `/`, by Ctrl/⌘ K. The dialog's code loads at the first intent. */
class SearchElement extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a')!;
    const open = async (event: Event) => {
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>('[data-search-field]');
      // On the search page itself the field is there already.
      if (field) return field.select();
      const { openSearch } = await import('./search-dialog.ts');
      await openSearch(this);
    };
    link.setAttribute('role', 'button');
    link.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) void open(event);
    });
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
    if (location.search.includes('find=')) void import('./mark-words.ts').then(({ markWords }) => markWords());
  }
}

customElements.define('letok-search', SearchElement);
