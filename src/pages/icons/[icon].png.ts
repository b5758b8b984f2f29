import type { APIRoute } from 'astro';
import { iconNames, iconPng } from '#build/pictures/icons.ts';

/** `/icons/192.png` and the others: made of `public/favicon.svg`, so that a new mark is one file. */
export const getStaticPaths = () => iconNames.map((icon) => ({ params: { icon } }));

export const GET: APIRoute = async ({ params }) =>
  new Response(await iconPng(params.icon!), { headers: { 'content-type': 'image/png' } });
