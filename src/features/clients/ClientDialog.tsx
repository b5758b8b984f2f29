import { Dialog } from '#ui/Dialog.tsx';
import type { Pin } from './client-contract.ts';
import { ClientAction, type Action, type ActionClient, type ActionProps } from './ClientAction.tsx';

export interface Asked {
  client: ActionClient;
  action: Action;
}

/** What is done with a client stands in a window over its row. */
export function ClientDialog({
  words,
  locale,
  timeZone,
  client,
  action,
  onDone,
  onClose,
}: Pick<ActionProps, 'words' | 'locale' | 'timeZone'> &
  Asked & { onDone: (pin: Pin | undefined) => void; onClose: () => void }) {
  return (
    <Dialog title={`${words.clients.verbs[action]}: ${client.name}`} close={words.states.close} onClose={onClose}>
      <ClientAction
        words={words}
        locale={locale}
        timeZone={timeZone}
        client={client}
        action={action}
        onDone={onDone}
        onCancel={onClose}
      />
    </Dialog>
  );
}
