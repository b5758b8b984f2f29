import type { ComponentProps } from 'react';
import { describedBy, Field, fieldId, type FieldProps } from './Field.tsx';

type Control = Pick<
  ComponentProps<'input'>,
  | 'type'
  | 'inputMode'
  | 'autoComplete'
  | 'maxLength'
  | 'min'
  | 'spellCheck'
  | 'ref'
  | 'onChange'
  | 'onBlur'
  | 'autoCapitalize'
  | 'value'
  | 'defaultValue'
>;

/** One line of text. `name` is the dotted path of the value, also in a form post without JavaScript. */
export function TextField({ name, label, hint, error, good, optional, required, ...control }: FieldProps & Control) {
  return (
    <Field name={name} label={label} hint={hint} error={error} good={good} optional={optional}>
      <input
        className="control"
        id={fieldId(name)}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-required={required || undefined}
        aria-describedby={describedBy({ name, hint })}
        {...control}
      />
    </Field>
  );
}
