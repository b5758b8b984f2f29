/** What a list is asked for: search, order, and what it is narrowed by; `cursor` is where the page before ended. */
export type ListQuery = Partial<Record<string, string>> & { search?: string; sort?: string; cursor?: string };

/** A page of a list, as every list endpoint answers. `total`: all rows that match, also those on other pages. */
export interface ListPage<Row> {
  items: Row[];
  next?: string;
  total?: number;
}

/** The address of a page of a list; what is empty is left out. */
export function listAddress(path: string, query: ListQuery): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = new URLSearchParams(given.sort(([a], [b]) => a.localeCompare(b))).toString();
  return search ? `${path}?${search}` : path;
}
