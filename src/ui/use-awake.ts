import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False while the static page is repeated, true from then on: what this browser knows is shown only after that. */
export const useAwake = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
