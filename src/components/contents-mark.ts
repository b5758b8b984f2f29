/** Marks in the contents which part of the text is being read: the last heading that has passed the upper quarter of the window. */
const links = new Map<Element, HTMLAnchorElement>();
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-contents] a')) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) links.set(heading, link);
}

let marked: HTMLAnchorElement | undefined;

function mark(): void {
  const line = innerHeight / 4 + 1;
  let current: HTMLAnchorElement | undefined;
  for (const [heading, link] of links) if (heading.getBoundingClientRect().top < line) current = link;
  if (current === marked) return;
  marked?.removeAttribute('aria-current');
  current?.setAttribute('aria-current', 'location');
  marked = current;
}

const observer = new IntersectionObserver(mark, { rootMargin: '0px 0px -75% 0px' });
for (const heading of links.keys()) observer.observe(heading);
