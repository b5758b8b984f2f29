import type { ComponentProps } from 'react';
import { describedBy, Field, fieldId, type FieldProps } from './Field.tsx';

type Control = Pick<
  ComponentProps<'textarea'>,
  'maxLength' | 'rows' | 'ref' | 'onChange' | 'onBlur' | 'onKeyDown' | 'value' | 'disabled'
>;

/** Several lines of text. */
export function TextAreaField({
  name,
  label,
  hint,
  error,
  good,
  optional,
  required,
  ...control
}: FieldProps & Control) {
  return (
    <Field name={name} label={label} hint={hint} error={error} good={good} optional={optional}>
      <textarea
        className="control"
        id={fieldId(name)}
        name={name}
        rows={4}
        aria-invalid={error ? true : undefined}
        aria-required={required || undefined}
        aria-describedby={describedBy({ name, hint })}
        {...control}
      />
    </Field>
  );
}
