import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { rssFeed } from '#build/feeds/news-feed.ts';
import { feedPaths, feedSource } from '#layouts/news-feeds.ts';

/** `/news/rss.xml`: the news as RSS 2.0. */
export const getStaticPaths = feedPaths;

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = async ({ props, site }) =>
  new Response(rssFeed(await feedSource(props.language, site!)), {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
  });
