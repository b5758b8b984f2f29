import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import {
  useForm,
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  type Path,
  type Resolver,
} from 'react-hook-form';
import type { Answer } from '../api/call-api.ts';
import type { FieldProblems, FieldProblemCode, Problem } from '../api/problem-contract.ts';
import { keepFormDraft, readFormDraft } from './form-draft.ts';

interface Options<A extends FieldValues, T> {
  start: A;
  /** What is wrong with the answers, by the contract of the endpoint: the page and the server say the same of every field. */
  check: (answers: A) => FieldProblems;
  /** The same key with the same answers is one request, however often it is sent. */
  send: (answers: A, idempotencyKey: string) => Promise<Answer<T>>;
  onDone: (value: T, answers: A) => void;
  /** What the form is about; with it, what is typed is kept until it is sent. Stays the same from one rendering to the next. */
  draft?: string;
}

/** A form of an island that is checked by a contract: errors by dotted name, one sending at a time, a refusal to be shown. */
export function useContractForm<A extends FieldValues, T>({ start, check, send, onDone, draft }: Options<A, T>) {
  const [refusal, setRefusal] = useState<Problem | 'network'>();
  const [attempt, setAttempt] = useState(0);
  const [isSending, setSending] = useState(false);
  const isUnderWay = useRef(false);
  const key = useRef({ answers: '', value: '' });
  const resolver = useMemo(() => resolverOf(check), [check]);
  const [first] = useState(() => ({ ...start, ...(draft && readFormDraft<A>(draft)) }));
  const form = useForm<A>({
    defaultValues: first as DefaultValues<A>,
    mode: 'onTouched',
    shouldFocusError: false,
    resolver,
  });
  const problems = problemsOf(form.formState.errors);
  const { watch } = form;
  useEffect(() => {
    if (!draft) return undefined;
    const { unsubscribe } = watch((answers) =>
      keepFormDraft(draft, Object.values(answers).some(Boolean) ? answers : undefined),
    );
    return () => unsubscribe();
  }, [draft, watch]);

  /** A second click while the first is under way does nothing; after a refusal one may send again. */
  async function sendOnce(answers: A) {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setSending(true);
    setRefusal(undefined);
    const text = JSON.stringify(answers);
    if (key.current.answers !== text) key.current = { answers: text, value: crypto.randomUUID() };
    const answer = await send(answers, key.current.value);
    isUnderWay.current = false;
    setSending(false);
    if (answer.ok) {
      setAttempt(0);
      key.current = { answers: '', value: '' };
      if (draft) keepFormDraft(draft, undefined);
      return onDone(answer.value, answers);
    }
    setAttempt((count) => count + 1);
    // A refusal is an answer: who sends the same again, asks again. Only what nobody knows the end of is repeated as one request.
    if (answer.problem !== 'network' && answer.problem.status < 500) key.current = { answers: '', value: '' };
    if (answer.problem === 'network' || !answer.problem.fields) return setRefusal(answer.problem);
    for (const [name, code] of Object.entries(answer.problem.fields)) form.setError(name as Path<A>, { type: code });
  }

  return {
    ...form,
    problems,
    refusal,
    attempt,
    isSending,
    clearRefusal: () => {
      setRefusal(undefined);
      setAttempt(0);
    },
    onSubmit: (event: FormEvent) =>
      form.handleSubmit(sendOnce, () => {
        setRefusal(undefined);
        setAttempt((count) => count + 1);
      })(event),
  };
}

function resolverOf<A extends FieldValues>(check: (answers: A) => FieldProblems): Resolver<A> {
  return (answers) => {
    const problems = Object.entries(check(answers));
    return problems.length === 0
      ? { values: answers, errors: {} }
      : { values: {}, errors: nested(problems) as FieldErrors<A> };
  };
}

/** `client.taxId` -> `{ client: { taxId: ... } }`, as the form library keeps its errors. */
function nested(problems: [string, FieldProblemCode][]): object {
  const errors: Record<string, unknown> = {};
  for (const [name, code] of problems) {
    const [first = '', second] = name.split('.');
    if (second) errors[first] = { ...(errors[first] as object), [second]: { type: code } };
    else errors[first] = { type: code };
  }
  return errors;
}

function problemsOf(errors: FieldErrors): FieldProblems {
  const problems: FieldProblems = {};
  for (const [group, inner] of Object.entries(errors) as [string, Record<string, { type?: string }>][])
    if (typeof inner?.['type'] === 'string') problems[group] = inner['type'] as FieldProblemCode;
    else
      for (const [name, error] of Object.entries(inner ?? {}))
        problems[`${group}.${name}`] = error?.type as FieldProblemCode;
  return problems;
}
