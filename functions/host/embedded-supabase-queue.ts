/** Runs one task after the other, in the order given; a task that fails does not stop the next. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

/** For a database with a connection for each task. `settled` waits for those begun before. */
export function allAtOnce(): { queue: Queue; settled: () => Promise<unknown> } {
  const underWay = new Set<Promise<unknown>>();
  return {
    queue: (task) => {
      const result = task();
      underWay.add(result);
      result.finally(() => underWay.delete(result)).catch(() => undefined);
      return result;
    },
    settled: () => Promise.allSettled(underWay),
  };
}

/**
 * PGlite is one connection and lite does not guard it: requests that start together interleave their statements, so that one
 * caller reads with the other's role and acknowledged writes are rolled back by a neighbour. Everything goes through one queue.
 */
export function queueOf(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
