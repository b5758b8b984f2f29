import type { Language } from '#i18n/languages.ts';
import type { PagePicture } from './page-picture.ts';

export type Access = 'public' | 'partner' | 'staff';

/** The part of the site a page belongs to: marks the place in the header and groups search results. */
export type SiteSection = 'programme' | 'kb' | 'solutions' | 'course' | 'events' | 'news' | 'legal' | 'other';

export interface Crumb {
  title: string;
  url: string;
}

/** All that a layout needs to know of a page; built once by its route and handed down whole. */
export interface PageView {
  url: string;
  language: Language;
  access: Access;
  section: SiteSection;
  /** A page people work in, not one they read: the pages of its room stand at its left. */
  isRoom?: boolean;
  title: string;
  description: string;
  /** The same page in other languages, itself among them: its translations. */
  alternates?: { language: Language; url: string }[];
  /** Where the language switch leads, where that is more: a page that is not translated has an address in every language. */
  inLanguages?: { language: Language; url: string }[];
  /** Language of title and text, where it is not that of the page: it is not translated yet. */
  textLanguage?: Language | undefined;
  /** The address search engines shall know it by, where that is another one. */
  canonical?: string;
  /** Search engines shall not list it. */
  noindex?: boolean;
  breadcrumbs?: Crumb[];
  /** What a part belongs to, where its title does not say so: search shows «Руководство администратора · Корпоративный университет». */
  context?: string;
  /** What people who look for it type, where its title does not say it: search reads them with the page. */
  keywords?: readonly string[];
  /** The day it came out, and the day it was last read and found true. */
  publishedOn?: string;
  modifiedOn?: string | undefined;
  /** What it tells machines beside its path, see structured-data.ts. */
  structured?: Record<string, unknown>[];
  /** What stands on the picture beside a link to it; without it that of its part of the site. */
  picture?: PagePicture;
  /** Words for the search filters. */
  solutions?: readonly string[];
  audience?: readonly string[];
  /** Kept out of the search index and of search engines. */
  unlisted?: boolean;
}
