import { rememberedRoom } from '#api/remembered-person.ts';

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

/** The door of public pages says «Войти» to those who are not in; to the others it leads home. */
const room = rememberedRoom();
const titles = document.querySelector<HTMLElement>('[data-door]')?.dataset;
for (const door of room && titles
  ? document.querySelectorAll<HTMLAnchorElement>('.site-header [href$="/sign-in/"]')
  : []) {
  door.textContent = titles![room!]!;
  door.href = door.pathname.replace('sign-in', room!);
}
