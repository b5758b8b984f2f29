import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '@netlify/functions';
import type { FunctionContext } from '../http/endpoint.ts';

export type FunctionHandler = (request: Request, context: FunctionContext) => Response | Promise<Response>;

/** Does this path belong to the function? */
export type Route = (pathname: string) => boolean;

/** One deployed function, as the host mounts it. */
export interface MountedFunction {
  name: string;
  handler: FunctionHandler;
  /** Its addresses in the notation of Netlify; empty for a function that only a schedule calls. */
  paths: string[];
  /** The same, to be asked. */
  routes: Route[];
  /** Empty: every method. */
  methods: string[];
  /** A file of the site at the same address goes first. */
  preferStatic: boolean;
  /** Cron expression in UTC. */
  schedule: string | undefined;
}

/** What a function's module exports. */
interface FunctionModule {
  default: FunctionHandler;
  config: Config & { path?: string | string[]; schedule?: string };
}

export const functionsFolder = path.resolve(import.meta.dirname, '..');

/** Every `.ts` directly in functions/ is a function, here as on Netlify. `load` differs in the dev server, which reloads. */
export async function mountedFunctions(
  load: (file: string) => Promise<unknown> = (file) => import(pathToFileURL(file).href),
): Promise<MountedFunction[]> {
  const files = (await readdir(functionsFolder)).filter((name) => name.endsWith('.ts')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const loaded = (await load(path.join(functionsFolder, file))) as FunctionModule;
      const { path: paths = [], method = [], preferStatic = false, schedule } = loaded.config;
      return {
        name: path.basename(file, '.ts'),
        handler: loaded.default,
        paths: [paths].flat(),
        routes: [paths].flat().map(route),
        methods: [method].flat(),
        preferStatic,
        schedule,
      };
    }),
  );
}

/**
 * Matches as Netlify does: URLPattern syntax, and a slash at the end makes no difference.
 * tests/functions/packaging.test.ts compares with what its packager makes of the same paths.
 */
export function route(pattern: string): Route {
  const compiled = new URLPattern({ pathname: pattern });
  const isLiteral = !pattern.split('/').some((part) => part.startsWith(':') || /[*{[(]/.test(part));
  if (isLiteral) return (pathname) => withoutSlash(pathname) === withoutSlash(pattern);
  return (pathname) => compiled.test({ pathname }) || compiled.test({ pathname: withoutSlash(pathname) });
}

const withoutSlash = (pathname: string) => pathname.replace(/(?<=.)\/$/, '');

/** The function an address belongs to. */
export function functionOf(
  functions: readonly MountedFunction[],
  pathname: string,
  method: string,
): MountedFunction | undefined {
  return functions.find(
    ({ routes, methods }) =>
      routes.some((matches) => matches(pathname)) && (methods.length === 0 || methods.includes(method)),
  );
}
