import type { APIRoute } from 'astro';
import { llmsText } from '#layouts/llms-text.ts';

/** `/llms.txt`: what programs that read for people find here. */
export const GET: APIRoute = async ({ site }) =>
  new Response(await llmsText(site!), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
