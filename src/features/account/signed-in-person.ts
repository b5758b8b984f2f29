import { currentSession } from '../../api/current-session.ts';
import { signOut } from './session-api.ts';

/** Says who is signed in, and lets one out. */
const place = document.querySelector<HTMLElement>('[data-person]');
const door = place?.querySelector<HTMLButtonElement>('[data-sign-out]');

void currentSession().then((answer) => {
  if (!place || !answer.ok) return;
  const { name, partner } = answer.value.user;
  place.querySelector('[data-person-name]')!.textContent = partner ? `${name}, ${partner.name}` : name;
  place.hidden = false;
});

door?.addEventListener('click', () => {
  void signOut().then((isOut) => {
    if (isOut) location.assign(door.dataset['signOut']!);
  });
});
