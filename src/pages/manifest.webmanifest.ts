import type { APIRoute } from 'astro';
import { defaultLanguage, stringsOf } from '#i18n/languages.ts';

/** `/manifest.webmanifest`: name, colours and icons for whoever puts the site on the home screen. */
export const GET: APIRoute = () => {
  const { site, language } = stringsOf(defaultLanguage);
  const icon = (size: number, purpose: 'any' | 'maskable', file = String(size)) => ({
    src: `/icons/${file}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return Response.json({
    name: `${site.name}, ${site.tagline}`,
    short_name: site.name,
    description: site.description,
    lang: language.tag,
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    background_color: '#fbf9f4',
    theme_color: '#fbf9f4',
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable', 'maskable-512')],
  });
};
