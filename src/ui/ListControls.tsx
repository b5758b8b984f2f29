import './list-controls.css';
import './form.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Strings } from '#i18n/languages.ts';
import { plural } from '#i18n/formats.ts';
import { useAwake } from './use-awake.ts';

export interface ListFilter {
  /** Its word in the address. */
  name: string;
  label: string;
  choices: { value: string; label: string }[];
}

interface Props {
  words: Pick<Strings, 'lists'>;
  locale: string;
  list: {
    query: Record<string, string | undefined> | undefined;
    change: (changes: Record<string, string | undefined>) => void;
    total: number | undefined;
    isNarrowed: boolean;
    isAsking: boolean;
  };
  /** What is looked for: «Название или ИНН». Without it the list is not searched. */
  searchLabel?: string;
  filters?: ListFilter[];
  /** More at the end of the line: a switch of views, a download. */
  children?: ReactNode;
}

/** After so long without a key the server is asked. */
const pauseMs = 250;

/** Search and filters above a list, and how many rows they leave. */
export function ListControls({ words, locale, list, searchLabel, filters = [], children }: Props) {
  const t = words.lists;
  // What is typed or chosen before the script is there would be lost.
  const isAwake = useAwake();
  const asked = list.query?.['search'] ?? '';
  const [typed, setTyped] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => list.change({ search: text.trim() }), pauseMs);
  };
  const clear = () => {
    clearTimeout(timer.current);
    setTyped('');
    list.change({ search: '', ...Object.fromEntries(filters.map(({ name }) => [name, ''])) });
  };
  return (
    <div className="list-controls" role="search">
      {searchLabel && (
        <label className="list-search">
          <span className="visually-hidden">{searchLabel}</span>
          <input
            type="search"
            className="control"
            placeholder={searchLabel}
            maxLength={100}
            disabled={!isAwake}
            autoComplete="off"
            spellCheck={false}
            value={typed ?? asked}
            onChange={({ target }) => look(target.value)}
          />
        </label>
      )}
      {filters.map(({ name, label, choices }) => (
        <label className="list-filter" key={name}>
          <span className="visually-hidden">{label}</span>
          <select
            className="control"
            value={list.query?.[name] ?? ''}
            disabled={!isAwake}
            data-is-chosen={list.query?.[name] ? true : undefined}
            onChange={({ target }) => list.change({ [name]: target.value })}
          >
            <option value="">{label}</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </label>
      ))}
      <p className="list-found note muted" role="status" data-is-asking={list.isAsking || undefined}>
        {list.total !== undefined && plural(locale, t.found, list.total)}
      </p>
      {list.isNarrowed && (
        <button type="button" className="button-quiet" onClick={clear}>
          {t.clear}
        </button>
      )}
      {children}
    </div>
  );
}
