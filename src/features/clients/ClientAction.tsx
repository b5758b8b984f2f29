import './client-actions.css';
import { useCallback, useEffect } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { FormSummary } from '#ui/FormSummary.tsx';
import { fieldId } from '#ui/Field.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import type { Answer } from '../../api/call-api.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { clientReasonRequest, extensionRequest, type Pin } from './client-contract.ts';
import { extendClient, releaseClient, renewClient } from './clients-api.ts';

export type Action = 'extension' | 'renewal' | 'release';

type Done = { pin?: Pin };

export interface ActionClient {
  id: string;
  name: string;
  pin: Pin;
}

export interface ActionProps {
  words: IslandWords & Pick<Strings, 'clients'>;
  locale: string;
  timeZone: string;
  client: ActionClient;
  action: Action;
  onDone: (pin: Pin | undefined) => void;
  onCancel: () => void;
}

/** Prolonging against what was done, renewing in grace, giving a client up: each says what it will do before it is done. */
export function ClientAction({ words, locale, timeZone, client, action, onDone, onCancel }: ActionProps) {
  const t = words.clients;
  const name = `${action}-${client.id}`;
  const check = useCallback(
    (answers: Record<string, string>): FieldProblems => {
      const text = answers[name];
      const read =
        action === 'extension'
          ? readInput(extensionRequest, { activity: text })
          : readInput(clientReasonRequest, { reason: text });
      return read.ok ? {} : { [name]: Object.values(read.fields)[0]! };
    },
    [action, name],
  );
  const form = useContractForm<Record<string, string>, Done>({
    start: { [name]: '' },
    check,
    send: async ({ [name]: text = '' }, key): Promise<Answer<Done>> => {
      if (action === 'extension') return extendClient(client.id, { activity: text }, key);
      if (action === 'renewal') return renewClient(client.id, { reason: text }, key);
      const answer = await releaseClient(client.id, { reason: text }, key);
      return answer.ok ? { ok: true, value: {} } : answer;
    },
    onDone: ({ pin }) => onDone(action === 'release' ? undefined : pin),
  });
  useEffect(() => {
    // After the window it may stand in has opened, which puts the focus on its first button.
    const frame = requestAnimationFrame(() => document.getElementById(fieldId(name))?.focus());
    return () => cancelAnimationFrame(frame);
  }, [name]);
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && onCancel();
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onCancel]);
  const problem = form.problems[name];
  const until = client.pin.extendsUntil && formatDate(locale, client.pin.extendsUntil, timeZone);
  return (
    <form className="form client-form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{}}
        problems={{}}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      {action === 'release' ? (
        <p>{fill(t.releaseQuestion, { name: client.name })}</p>
      ) : (
        until && <p>{fill(t.willLast, { date: until })}</p>
      )}
      <TextAreaField
        {...form.register(name)}
        label={action === 'extension' ? t.activity : t.reason}
        hint={action === 'extension' ? t.activityHint : undefined}
        optional={action === 'extension' ? undefined : t.optional}
        required={action === 'extension'}
        error={problem && words.fieldProblems[problem]}
        rows={3}
        maxLength={2000}
      />
      <p className="actions">
        <button
          type="submit"
          className={action === 'release' ? 'button client-release-now' : 'button button-primary'}
          aria-disabled={form.isSending || undefined}
        >
          {form.isSending ? t.sending : t.confirm[action]}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t.cancel}
        </button>
      </p>
    </form>
  );
}
