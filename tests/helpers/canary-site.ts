import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { copyProject } from '../bench/project-folder.ts';
import { site, siteIn, type BuiltSite } from './built-site.ts';
import { plantCanaries } from './canary-world.ts';
import type { Canary } from './canary-words.ts';
import { buildOnce, runBuild } from './project-build.ts';

/** The project with canaries in its private pages, built in a temporary folder. */
export interface CanarySite extends BuiltSite {
  canaries: Canary[];
}

declare module 'vitest' {
  interface ProvidedContext {
    canarySite: CanarySite;
  }
}

/** Global setup of the tests of the output: the real site and, from the same sources, the one with canaries. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(path.join(tmpdir(), 'letok-canary-'));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    copyProject(root);
    const canaries = await plantCanaries(root);
    const [{ code, said }] = await Promise.all([runBuild(root), buildOnce(site.root)]);
    if (code !== 0) throw new Error(`The site with canaries was not built:\n${said}`);
    project.provide('canarySite', { ...siteIn(root), canaries });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
