import type { Pin } from './client-contract.ts';

/** How the rim of a client's cell is drawn: poppy when it ends soon, dotted in grace, clover when it was extended. */
export function cellStateOf(pin: Pick<Pin, 'state' | 'extensions'>): 'protected' | 'soon' | 'extended' | 'grace' {
  if (pin.state === 'in_grace') return 'grace';
  if (pin.state === 'ends_soon') return 'soon';
  return pin.extensions > 0 ? 'extended' : 'protected';
}

/** What may be done with a client now, in the order in which it is offered. */
export function actionsOf(pin: Pick<Pin, 'canExtend' | 'canRenew'>): ('extension' | 'renewal' | 'release')[] {
  return [
    ...(pin.canExtend ? (['extension'] as const) : []),
    ...(pin.canRenew ? (['renewal'] as const) : []),
    'release',
  ];
}
