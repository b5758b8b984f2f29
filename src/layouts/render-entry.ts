import { render, type CollectionEntry, type CollectionKey } from 'astro:content';
import { renderedHtml } from '#build/markdown/rendered-html.ts';

/** Astro's `render()` for entries whose HTML stands beside the store (see there). */
export function renderEntry<C extends CollectionKey>(entry: CollectionEntry<C>): ReturnType<typeof render> {
  if (!entry.rendered) return render(entry);
  const html = renderedHtml(entry.collection, entry.id);
  return render({ ...entry, rendered: { ...entry.rendered, html } });
}
