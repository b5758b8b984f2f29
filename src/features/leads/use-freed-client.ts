import { useEffect, useState } from 'react';
import { useAddress } from '#ui/use-address.ts';
import type { WaitingPlace } from '../clients/client-contract.ts';
import { readWaiting } from './leads-api.ts';

/**
 * The client one has waited for and comes to register: `?place=` of the form's address is the place in the waiting list, for a tax id
 * does not belong into an address. Without it the form is merely empty.
 */
export function useFreedClient(): WaitingPlace['client'] | undefined {
  const placeId = useAddress()?.get('place');
  const [client, setClient] = useState<WaitingPlace['client']>();
  useEffect(() => {
    if (placeId)
      void readWaiting().then((answer) => {
        if (answer.ok) setClient(answer.value.items.find(({ id }) => id === placeId)?.client);
      });
  }, [placeId]);
  return client;
}
