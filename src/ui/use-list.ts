import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Answer } from '../api/call-api.ts';
import type { ListPage, ListQuery } from '../api/list-address.ts';
import { roomQueries, valueOf, type ProblemError } from './room-query.ts';
import { changeAddress, useAddress } from './use-address.ts';

interface Options<Row, Page extends ListPage<Row>> {
  /** What is listed; with the query the key under which its pages are kept. */
  name: string;
  load: (query: ListQuery) => Promise<Answer<Page>>;
  /** The words of the address this list is narrowed by, beside `search` and `sort`. */
  filters?: readonly string[];
  /** The order without a word in the address. */
  sort: string;
}

/**
 * A list the server searches, sorts and pages. What it is asked for stands in the address of the page, so that a link, the way back and a
 * new load show the same; rows that are shown stay until the new ones are there.
 */
export function useList<Row, Page extends ListPage<Row> = ListPage<Row>>({
  name,
  load,
  filters = [],
  sort,
}: Options<Row, Page>) {
  const address = useAddress();
  const names = ['search', 'sort', ...filters].join(' ');
  const query = useMemo(
    () =>
      address &&
      (Object.fromEntries(
        names.split(' ').flatMap((one) => {
          const value = address.get(one);
          return value ? [[one, value]] : [];
        }),
      ) as ListQuery),
    [address, names],
  );

  const pages = useInfiniteQuery<Page, ProblemError, InfiniteData<Page>, readonly unknown[], string | undefined>({
    queryKey: [name, 'list', query],
    queryFn: ({ pageParam }) => valueOf(load({ sort, ...query, ...(pageParam && { cursor: pageParam }) })),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    enabled: query !== undefined,
    placeholderData: (before) => before,
  });

  const data = pages.data;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  return {
    /** What is asked for now; undefined until the address has been read. */
    query,
    change: changeAddress,
    sort: query?.sort ?? sort,
    isNarrowed: Object.entries(query ?? {}).some(([key, value]) => key !== 'sort' && value),
    /** Undefined until the first page is there. */
    rows,
    /** The first page as it came: what else the endpoint tells beside its rows. */
    first: data?.pages[0],
    total: data?.pages[0]?.total,
    problem: pages.error?.problem,
    isAsking: pages.isFetching,
    hasMore: pages.hasNextPage,
    isMoreComing: pages.isFetchingNextPage,
    more: () => void pages.fetchNextPage(),
    reload: () => void pages.refetch(),
    /** Changes rows that are shown, in all lists of this name, before the server is asked again. */
    patch: (with_: (row: Row) => Row | undefined) =>
      roomQueries.setQueriesData<InfiniteData<Page>>(
        { queryKey: [name, 'list'] },
        (known) =>
          known && {
            ...known,
            pages: known.pages.map((page) => ({ ...page, items: page.items.flatMap((row) => with_(row) ?? []) })),
          },
      ),
    /** After a change: asks again for all lists of this name. */
    renew: () => void roomQueries.invalidateQueries({ queryKey: [name] }),
  };
}

export type RoomList<Row, Page extends ListPage<Row> = ListPage<Row>> = ReturnType<typeof useList<Row, Page>>;
