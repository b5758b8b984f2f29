import { currentSession } from '../../api/current-session.ts';

/** Greets whoever is signed in, by the first name and the hour of the day. */
const heading = document.querySelector<HTMLElement>('[data-greeting]');
const date = document.querySelector<HTMLElement>('[data-greeting-date]');

if (heading && date) {
  const words = JSON.parse(heading.dataset['words']!) as Record<'night' | 'morning' | 'day' | 'evening', string>;
  const now = new Date();
  const hour = now.getHours();
  const greeting = words[hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'day' : 'evening'];
  heading.textContent = greeting;
  const language = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
  const text = now.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long' });
  date.textContent = text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
  void currentSession().then((answer) => {
    if (answer.ok) heading.textContent = `${greeting}, ${answer.value.user.name.split(' ')[0]}`;
  });
}
