import { currentSession } from '../../api/current-session.ts';
import { forgetPerson, rememberRoom, rememberWriter } from '../../api/remembered-person.ts';
import { signOut } from './sign-out-api.ts';

/** Says who is signed in, and lets one out; what the address asks for stays when the language changes. */
const places = document.querySelectorAll<HTMLElement>('[data-person]');

// The gate has let this browser in; who it is comes with the answer.
rememberRoom(document.documentElement.dataset['access'] === 'staff' ? 'staff' : 'partner');
void currentSession().then((answer) => {
  if (!answer.ok) {
    if (answer.problem !== 'network') rememberRoom(undefined);
    return;
  }
  const { id, name, partner } = answer.value.user;
  rememberWriter(id);
  rememberRoom(partner ? 'partner' : 'staff');
  for (const place of places) {
    place.querySelector('[data-person-name]')!.textContent = name;
    place.querySelector('[data-person-company]')!.textContent = partner?.name ?? '';
    place.hidden = false;
  }
});

for (const place of places)
  place.querySelector('button')!.addEventListener('click', ({ currentTarget }) => {
    void signOut().then((isOut) => {
      if (!isOut) return;
      forgetPerson();
      location.assign((currentTarget as HTMLElement).dataset['signOut']!);
    });
  });

for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a'))
  link.addEventListener('click', () => {
    if (document.querySelector('.room-side')) link.search = location.search;
  });
