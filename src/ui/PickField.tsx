import './pick-field.css';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { fill, plural } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { Answer } from '../api/call-api.ts';
import { describedBy, Field, fieldId, type FieldProps } from './Field.tsx';
import { problemText, type ProblemWords } from './ProblemNote.tsx';
import { useAnswer } from './room-query.ts';

export interface Choice {
  value: string;
  label: string;
}

export interface Found {
  choices: Choice[];
  /** How many there are in all; only the first of them are offered. */
  total: number;
}

interface Props extends FieldProps {
  label: string;
  words: ProblemWords & Pick<Strings, 'lists'>;
  locale: string;
  value: string;
  /** The value of what was chosen; empty again when something else is typed. */
  onPick: (value: string) => void;
  /** The name under which answers are kept. */
  kept: string;
  /** Asks the server; with nothing typed for the first ones, with a value for the choice that has it. */
  find: (search: string) => Promise<Answer<Found>>;
}

/** After so long without a key the server is asked. */
const pauseMs = 250;

/** One of a list too long to be shown: type a part of it, choose by arrows or by a press. The list lies above the page and pushes nothing. */
export function PickField({ name, label, hint, error, optional, required, words, locale, ...props }: Props) {
  const { value, onPick, kept, find } = props;
  const [typed, setTyped] = useState<string>();
  const [search, setSearch] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [chosen, setChosen] = useState<Choice>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const list = useId();
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (active >= 0) document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, list]);

  const found = useAnswer(['pick', kept, search], () => find(search), { isWanted: isOpen, keepsLast: true });
  // A value that a link or a draft has brought is asked for its name.
  const isNamed = value === '' || chosen?.value === value;
  const named = useAnswer(['pick', kept, value], () => find(value), { isWanted: !isNamed });
  const choices = found.data?.choices ?? [];
  // What answers another word is still seen, so that the list does not blink; it is not chosen from.
  const isFresh = search === (typed ?? '').trim() && !found.isPlaceholderData;
  const choice = chosen?.value === value ? chosen : named.data?.choices.find((one) => one.value === value);
  const shown = value === '' ? '' : (choice?.label ?? value);

  function look(text: string) {
    setTyped(text);
    setOpen(true);
    setActive(-1);
    if (value !== '') onPick('');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(text.trim()), pauseMs);
  }
  function ask(text: string) {
    clearTimeout(timer.current);
    setSearch(text);
  }
  function open() {
    if (isOpen) return;
    setSearch('');
    setOpen(true);
  }
  function close() {
    clearTimeout(timer.current);
    setTyped(undefined);
    setOpen(false);
    setActive(-1);
  }
  function pick(one: Choice | undefined) {
    if (!one) return;
    setChosen(one);
    onPick(one.value);
    close();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      open();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const from = active < 0 && step < 0 ? 0 : active;
      if (!isFresh) ask((typed ?? '').trim());
      // Whoever was faster than the answer comes to its first line.
      setActive(isFresh && choices.length > 0 ? (from + step + choices.length) % choices.length : 0);
    } else if (event.key === 'Enter' && isOpen) {
      // Enter chooses here, it does not send the form.
      event.preventDefault();
      if (isFresh) pick(choices[active] ?? (choices.length === 1 ? choices[0] : undefined));
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  }

  const total = found.data?.total ?? 0;
  return (
    <Field name={name} label={label} hint={hint} error={error} optional={optional}>
      <div className="pick">
        <input
          className="control"
          id={fieldId(name)}
          name={name}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={
            isOpen && isFresh && active >= 0 && active < choices.length ? `${list}-${active}` : undefined
          }
          aria-invalid={error ? true : undefined}
          aria-required={required || undefined}
          aria-describedby={describedBy({ name, hint })}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={typed ?? shown}
          onChange={({ target }) => look(target.value)}
          onClick={open}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
        {/* A press on the list leaves the focus in the field. */}
        <div className="pick-list" hidden={!isOpen} onPointerDown={(event) => event.preventDefault()}>
          <div role="listbox" id={list} aria-label={label} aria-busy={!isFresh || undefined}>
            {choices.map((one, at) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
              <div
                key={one.value}
                id={`${list}-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={one.value === value}
                aria-disabled={!isFresh || undefined}
                data-is-active={(isFresh && at === active) || undefined}
                onClick={() => isFresh && pick(one)}
              >
                {one.label}
              </div>
            ))}
          </div>
          {found.error ? (
            <p className="note">{problemText(found.error.problem, words).title}</p>
          ) : !found.data ? (
            <p className="note muted">{words.states.loading}</p>
          ) : choices.length === 0 ? (
            <p className="note muted">{words.lists.pickNone}</p>
          ) : (
            total > choices.length && (
              <p className="note muted">{fill(words.lists.pickMore, { n: choices.length, total })}</p>
            )
          )}
        </div>
        <p className="visually-hidden" role="status">
          {isOpen && found.data && (total > 0 ? plural(locale, words.lists.found, total) : words.lists.pickNone)}
        </p>
      </div>
    </Field>
  );
}
