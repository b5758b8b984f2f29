import type { ClientDirective } from 'astro';

/**
 * `client:form`: wakes a form that stands in the page. Who goes back or loads the page anew gets what stood in its fields, and the
 * browser puts that there without an event, at the end of loading: a form that is awake by then would show one thing and send another.
 */
const wakeForm: ClientDirective = async (load) => {
  const [hydrate] = await Promise.all([load(), fieldsPutBack()]);
  await hydrate();
};
export default wakeForm;

function fieldsPutBack(): Promise<unknown> | undefined {
  const [opened] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (!opened || opened.type === 'navigate' || opened.loadEventEnd > 0) return undefined;
  return new Promise((resolve) => addEventListener('pageshow', resolve, { once: true }));
}
