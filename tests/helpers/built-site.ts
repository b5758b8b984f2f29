import path from 'node:path';
import { buildOnce } from './project-build.ts';

/** A built project. */
export interface BuiltSite {
  root: string;
  /** What is published. */
  dist: string;
  /** What never is. */
  private: string;
}

export const siteIn = (root: string): BuiltSite => ({
  root,
  dist: path.join(root, 'dist'),
  private: path.join(root, 'private'),
});

/** The project's own site. A global setup has built it before any test begins: tests only read. */
export const site = siteIn(path.resolve(import.meta.dirname, '..', '..'));

/** For a global setup: builds the project's own site when anything it is made of, or what was made, has changed. */
export default async function builtSite(): Promise<void> {
  await buildOnce(site.root);
}
