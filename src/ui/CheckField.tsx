import type { ComponentProps, ReactNode } from 'react';
import { fieldId } from './Field.tsx';

type Control = Pick<ComponentProps<'input'>, 'ref' | 'onChange' | 'onBlur' | 'checked'>;

/** One box to tick, never ticked beforehand. `children` stand after its label: the link to the full text. */
export function CheckField({
  name,
  label,
  hint,
  error,
  children,
  ...control
}: {
  name: string;
  label: ReactNode;
  hint?: string | undefined;
  error?: string | undefined;
  children?: ReactNode;
} & Control) {
  const id = fieldId(name);
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <div className="consent">
        <input
          type="checkbox"
          id={id}
          name={name}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${hint ? `${id}-hint ` : ''}${id}-error`}
          {...control}
        />
        <div>
          <label htmlFor={id}>{label}</label> {children}
          {hint && (
            <p className="field-hint" id={`${id}-hint`}>
              {hint}
            </p>
          )}
        </div>
      </div>
      <p className="field-error" id={`${id}-error`} data-error-for={name} hidden={!error}>
        {error}
      </p>
    </div>
  );
}
