import { useSyncExternalStore } from 'react';
import { changeAddress, useAddress } from './use-address.ts';

/** Which of several views is shown: by the address (`?view=`), else as it was last time on this device, else the first. */
export function useView<View extends string>(name: string, views: readonly [View, ...View[]]) {
  const asked = useAddress()?.get('view');
  const last = useSyncExternalStore(
    () => () => {},
    () => remembered(name),
    () => null,
  );
  const view = views.find((one) => one === (asked ?? last)) ?? views[0];
  const change = (next: View) => {
    try {
      localStorage.setItem(keyOf(name), next);
    } catch {
      // A browser that keeps nothing shows the first view next time.
    }
    changeAddress({ view: next });
  };
  return [view, change] as const;
}

const keyOf = (name: string) => `letok-view-${name}`;

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(keyOf(name));
  } catch {
    return null;
  }
}
