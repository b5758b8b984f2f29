import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { calendarText } from '#build/events/calendar.ts';
import { calendarOf, calendarPaths } from '#layouts/event-calendars.ts';

/** `/events/calendar.ics`: all public events, to subscribe to. */
export const getStaticPaths = calendarPaths;

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = async ({ props, site }) =>
  new Response(calendarText(await calendarOf(props.language, site!)), {
    headers: { 'content-type': 'text/calendar; charset=utf-8' },
  });
