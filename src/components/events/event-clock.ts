/**
 * Corrects what the build said about time: an event that has passed since moves to those that have been, its page says so, and the reader
 * gets the hour by the own clock. Without it the page is as true as on the day of the build.
 */
const now = new Date();
const hasEnded = (element: HTMLElement) => new Date(element.dataset.ends!) <= now;

const past = document.querySelector('[data-events="past"]');
if (past)
  for (const row of document.querySelectorAll<HTMLElement>('[data-events="coming"] > li'))
    if (hasEnded(row)) past.prepend(row);

for (const facts of document.querySelectorAll<HTMLElement>('.event-facts[data-ends]')) {
  if (hasEnded(facts)) facts.dataset.past = '';
  const own = facts.querySelector<HTMLElement>('[data-your-time]');
  if (own) tellOwnTime(own);
}

function tellOwnTime(line: HTMLElement): void {
  const start = new Date(line.dataset.start!);
  const end = line.dataset.end ? new Date(line.dataset.end) : undefined;
  const language = document.documentElement.lang;
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  const isSame = -start.getTimezoneOffset() === Number(line.dataset.offsetMinutes);
  const time = end ? format.formatRange(start, end) : format.format(start);
  line.textContent = isSame ? line.dataset.same! : line.dataset.words!.replace('{time}', time);
  line.hidden = false;
}
