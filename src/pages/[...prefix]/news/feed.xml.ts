import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { atomFeed } from '#build/feeds/news-feed.ts';
import { feedPaths, feedSource } from '#layouts/news-feeds.ts';

/** `/news/feed.xml`: the news as Atom. */
export const getStaticPaths = feedPaths;

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = async ({ props, site }) =>
  new Response(atomFeed(await feedSource(props.language, site!)), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });
