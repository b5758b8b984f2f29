import type { PGlite } from '@electric-sql/pglite';

/** What is touched of PGlite's WebAssembly, which its types keep to themselves. */
interface GuardedPglite {
  POSTGRES_MAIN_LONGJMP: number;
  mod: {
    /** Where the stack of C ends now. */
    ___stack_pointer: { value: number };
    _PostgresMainLoopOnce: () => void;
  };
}

/**
 * An error of the database leaves C by an exception of JavaScript. PGlite 0.4 is careless with it in two ways:
 *
 * - It does not wind back the stack of C: about a kilobyte of its ten megabytes stays with each error, and after some 9,000 errors it has
 *   run into the data below it. Here it is wound back.
 * - It goes on after any exception, whatever it was. One that is no error of the database (a trap of WebAssembly, a stack of JavaScript
 *   that is used up) leaves the memory in the middle of something. Here `onCrash` is called, and must not return: what is on the disk
 *   is whole, and whoever opens it again recovers as after a crash.
 */
export function guardPglite(pglite: PGlite, onCrash: (error: unknown) => never): void {
  const { mod, POSTGRES_MAIN_LONGJMP } = pglite as unknown as GuardedPglite;
  const { ___stack_pointer: stack, _PostgresMainLoopOnce: loopOnce } = mod;
  mod._PostgresMainLoopOnce = () => {
    const before = stack.value;
    try {
      loopOnce();
    } catch (error) {
      stack.value = before;
      if ((error as { status?: number }).status !== POSTGRES_MAIN_LONGJMP) onCrash(error);
      throw error;
    }
  };
}
