/** What is made by the build itself; all else is a file of content/. */
const CODE = /\.(css|js|mjs|woff2?|json|map)$/i;
/** Stands in the names Astro gives the sheets of a page: `index@_@astro`. */
const PAGE_MARK = '@_@';

/**
 * How files in `_astro/` are called. A picture and a download are called by their content alone: equal ones become one file, and the
 * name an editor gave a private copy must not become the name of the public one.
 */
export function assetFileNames({ names }: { names: readonly string[] }): string {
  const name = names[0] ?? '';
  if (!CODE.test(name)) return '_astro/[hash][extname]';
  return `_astro/${name.includes(PAGE_MARK) ? name.split(PAGE_MARK)[0] : '[name]'}.[hash][extname]`;
}

/** A script is called by its component, without the path Astro finds it by: every page that has it names it. */
export function entryFileNames({ name }: { name: string }): string {
  return `_astro/${name.replace(/[._]astro[._]astro_type_script.*$/, '').replace(/[^\w-]/g, '_')}.[hash].js`;
}
