import type { ComponentProps } from 'react';
import { describedBy, Field, fieldId } from '#ui/Field.tsx';
import { useAnswer } from '#ui/room-query.ts';
import type { CaseProps } from './case-words.ts';
import { listPartners } from './staff-api.ts';

/** An active partner, chosen by name. */
export function PartnerField({
  words,
  name,
  label,
  error,
  except,
  ...control
}: Pick<CaseProps, 'words'> & {
  name: string;
  label: string;
  error?: string | undefined;
  /** One that cannot be chosen. */
  except?: string | undefined;
} & Pick<ComponentProps<'select'>, 'ref' | 'onChange' | 'onBlur' | 'value'>) {
  const { data } = useAnswer(['partners', 'choice'], listPartners);
  const partners = (data?.items ?? []).filter(({ id, status }) => status === 'active' && id !== except);
  return (
    <Field name={name} label={label} error={error}>
      <select
        className="control"
        id={fieldId(name)}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-required
        aria-describedby={describedBy({ name, hint: undefined })}
        {...control}
      >
        <option value="">{words.cases.choosePartner}</option>
        {partners.map((partner) => (
          <option key={partner.id} value={partner.id}>
            {partner.name}
          </option>
        ))}
      </select>
    </Field>
  );
}
