import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { calendarText } from '#build/events/calendar.ts';
import { calendarOfOne, eventFilePaths } from '#layouts/event-calendars.ts';

/** `/events/<slug>/event.ics`: one event, to put into a calendar. */
export const getStaticPaths = eventFilePaths;

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = ({ props, site }) =>
  new Response(calendarText(calendarOfOne(props.placed, site!)), {
    headers: { 'content-type': 'text/calendar; charset=utf-8' },
  });
