import './form.css';
import type { ReactNode } from 'react';

/** Dotted name of a field -> the id of its control: the same in the island, in the page without JavaScript and in the error summary. */
export const fieldId = (name: string) => `field-${name.replaceAll('.', '-')}`;

export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: string | undefined;
  /** What is wrong, in words. */
  error?: string | undefined;
  /** A word of agreement while typing: «Номер верный». */
  good?: string | undefined;
  /** The word beside the label of a field that may stay empty. */
  optional?: string | undefined;
  required?: boolean | undefined;
}

/** The ids a control is described by, in the order they are read. */
export const describedBy = ({ name, hint }: Pick<FieldProps, 'name' | 'hint'>) =>
  `${hint ? `${fieldId(name)}-hint ` : ''}${fieldId(name)}-error`;

/** Label above, control, hint, then the error. The place of the error is always there, so that the server can fill it too. */
export function Field({ name, label, hint, error, good, optional, children }: FieldProps & { children: ReactNode }) {
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor={fieldId(name)}>
        {label} {optional && <span className="field-optional">{optional}</span>}
      </label>
      {children}
      <FieldNotes name={name} hint={hint} error={error} good={good} />
    </div>
  );
}

export function FieldNotes({ name, hint, error, good }: Pick<FieldProps, 'name' | 'hint' | 'error' | 'good'>) {
  return (
    <>
      {good && !error && (
        <p className="field-good" role="status">
          ✓ {good}
        </p>
      )}
      {hint && (
        <p className="field-hint" id={`${fieldId(name)}-hint`}>
          {hint}
        </p>
      )}
      <p className="field-error" id={`${fieldId(name)}-error`} data-error-for={name} hidden={!error}>
        {error}
      </p>
    </>
  );
}
