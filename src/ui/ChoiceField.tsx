import type { ComponentProps } from 'react';
import { describedBy, fieldId, FieldNotes, type FieldProps } from './Field.tsx';

interface Choice {
  value: string;
  label: string;
}

type Control = Pick<ComponentProps<'input'>, 'ref' | 'onChange' | 'onBlur'>;

/**
 * One or several of a short list, all in sight: radio buttons, or check boxes with `several`. `row` sets them side by side,
 * `initial` is chosen from the start, also without JavaScript.
 */
export function ChoiceField({
  name,
  label,
  hint,
  error,
  required,
  choices,
  several = false,
  row = false,
  initial,
  ...control
}: FieldProps & Control & { choices: Choice[]; several?: boolean; row?: boolean; initial?: string }) {
  return (
    <fieldset
      className={`field choices${row ? ' choices-row' : ''}${error ? ' field-wrong' : ''}`}
      aria-describedby={describedBy({ name, hint })}
      {...(several
        ? {}
        : { role: 'radiogroup', 'aria-required': required || undefined, 'aria-invalid': error ? true : undefined })}
    >
      <legend className="field-label">{label}</legend>
      <FieldNotes name={name} hint={hint} error={error} />
      <div className="choice-list">
        {choices.map(({ value, label: text }, index) => (
          <label className="choice" key={value}>
            <input
              type={several ? 'checkbox' : 'radio'}
              id={index === 0 ? fieldId(name) : `${fieldId(name)}-${value}`}
              name={name}
              value={value}
              defaultChecked={initial === undefined ? undefined : initial === value}
              {...control}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
