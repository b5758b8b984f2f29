/** The menu of narrow windows closes like any menu: by Escape, by a click beside it, when the focus goes elsewhere. */
const menu = document.querySelector<HTMLDetailsElement>('.site-menu');

menu?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu.open) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
});

const closeOutside = (event: Event) => {
  if (menu?.open && !menu.contains(event.target as Node)) menu.open = false;
};
document.addEventListener('pointerdown', closeOutside);
document.addEventListener('focusin', closeOutside);
