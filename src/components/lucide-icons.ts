import { createRequire } from 'node:module';

/**
 * The Lucide set, read by Node: through the bundler its six hundred kilobytes would be parsed as code in every build.
 * Icons are drawn while pages are rendered, so no browser comes here.
 */
const { icons } = createRequire(import.meta.url)('@iconify-json/lucide/icons.json') as {
  icons: Record<string, { body: string }>;
};

/** @throws when Lucide has no such icon */
export function iconBody(name: string): string {
  const icon = icons[name];
  if (!icon) throw new Error(`Lucide has no icon “${name}”`);
  return icon.body;
}
