import { useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function listen(onChange: () => void): () => void {
  listeners.add(onChange);
  addEventListener('popstate', onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener('popstate', onChange);
  };
}

/** What the address of the page asks for. Undefined in the page as it was built: it knows of no address yet. */
export function useAddress(): URLSearchParams | undefined {
  const search = useSyncExternalStore<string | undefined>(
    listen,
    () => location.search,
    () => undefined,
  );
  return useMemo(() => (search === undefined ? undefined : new URLSearchParams(search)), [search]);
}

/** Changes words of the address in place, so that a link, the way back and a new load show the same; an empty word goes. */
export function changeAddress(changes: Partial<Record<string, string>>): void {
  const address = new URL(location.href);
  for (const [key, value] of Object.entries(changes))
    if (value) address.searchParams.set(key, value);
    else address.searchParams.delete(key);
  history.replaceState(history.state, '', address);
  for (const tell of listeners) tell();
}
