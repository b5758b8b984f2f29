import { rememberedRoom } from '../../api/remembered-room.ts';

/** The door says «Войти» to those who are not in. */
const room = rememberedRoom();

for (const door of room ? document.querySelectorAll<HTMLAnchorElement>('[data-door]') : []) {
  door.textContent = door.dataset[room!]!;
  door.href = `${door.dataset['door']}/${room}/`;
}
