/**
 * Between the check and the readers of content: the check runs in a process of its own while Astro starts, and nothing is read before
 * it has ended. Astro loads its settings and content.config.ts as two separate programs, so the promise is kept on globalThis.
 */
const place = Symbol.for('letok.content-gate');
const shared = globalThis as { [place]?: Promise<void> };

/** `check` is rejected when the content has mistakes. */
export function holdContentUntil(check: Promise<void>): void {
  // Whoever reads content meets the rejection; until then nobody listens, which is no fault.
  check.catch(() => {});
  shared[place] = check;
}

/** Waits for the check of this build, where there is one. @throws when the content has mistakes */
export const contentChecked = (): Promise<void> => shared[place] ?? Promise.resolve();
