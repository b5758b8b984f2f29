import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Answer } from '../api/call-api.ts';
import type { Problem } from '../api/problem-contract.ts';
import { useAwake } from './use-awake.ts';

/** What the islands of a page have asked the server, together: what one changes the others show. */
export const roomQueries = new QueryClient({
  defaultOptions: {
    // A problem is shown with a button to try again; who comes back to the page finds it fresh.
    queries: { staleTime: 10_000, gcTime: 600_000, retry: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** A refusal of an endpoint, as TanStack Query keeps it: `query.error.problem`. */
export class ProblemError extends Error {
  readonly problem: Problem | 'network';
  constructor(problem: Problem | 'network') {
    super(problem === 'network' ? problem : problem.code);
    this.problem = problem;
  }
}

/** The value of an answer, or the problem thrown: TanStack Query tells the two apart so. */
export async function valueOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const given = await answer;
  if (given.ok) return given.value;
  throw new ProblemError(given.problem);
}

interface Options {
  /** Asked for again while the page is looked at, in milliseconds. */
  every?: number;
  /** Not asked for as long as this is false. */
  isWanted?: boolean;
  /** What another key of the same question has answered is shown until this one is. */
  keepsLast?: boolean;
}

/** Nothing is ever kept under it. */
const nothing = ['asleep'] as const;

/**
 * One thing from the server, kept under its key and shared by all islands of the page. An island that wakes up when others have the answer
 * already has none for its first rendering: that repeats the page as it was built.
 */
export function useAnswer<T>(
  key: readonly unknown[],
  load: () => Promise<Answer<T>>,
  { every, isWanted = true, keepsLast }: Options = {},
): UseQueryResult<T, ProblemError> {
  const isAwake = useAwake();
  return useQuery<T, ProblemError>({
    queryKey: isAwake ? key : nothing,
    queryFn: () => valueOf(load()),
    enabled: isWanted && isAwake,
    ...(keepsLast && { placeholderData: keepPreviousData }),
    ...(every !== undefined && { refetchInterval: every }),
  });
}
