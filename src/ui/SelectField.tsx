import type { ComponentProps } from 'react';
import { describedBy, Field, fieldId, type FieldProps } from './Field.tsx';

type Control = Pick<ComponentProps<'select'>, 'ref' | 'onChange' | 'onBlur' | 'value'>;

/** One of a longer list. `none` is the line for nothing chosen; without it something always is. */
export function SelectField({
  name,
  label,
  hint,
  error,
  optional,
  required,
  choices,
  none,
  ...control
}: FieldProps & Control & { choices: { value: string; label: string }[]; none?: string }) {
  return (
    <Field name={name} label={label} hint={hint} error={error} optional={optional}>
      <select
        className="control"
        id={fieldId(name)}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-required={required || undefined}
        aria-describedby={describedBy({ name, hint })}
        {...control}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
