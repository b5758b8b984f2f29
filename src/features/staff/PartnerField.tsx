import { PickField, type Found } from '#ui/PickField.tsx';
import type { Answer } from '../../api/call-api.ts';
import type { CaseProps } from './case-words.ts';
import { listPartners } from './staff-api.ts';

interface Props extends Pick<CaseProps, 'words' | 'locale'> {
  name: string;
  label: string;
  error?: string | undefined;
  /** One that cannot be chosen. */
  except?: string | undefined;
  value: string;
  onPick: (value: string) => void;
}

/** An active partner, looked for by name, tax id or site. */
export function PartnerField({ except, words, ...props }: Props) {
  async function find(search: string): Promise<Answer<Found>> {
    const answer = await listPartners({ search, status: 'active', limit: '20' });
    if (!answer.ok) return answer;
    const { items, total } = answer.value;
    const offered = items.filter(({ id }) => id !== except);
    return {
      ok: true,
      value: {
        choices: offered.map(({ id, name }) => ({ value: id, label: name })),
        total: total - items.length + offered.length,
      },
    };
  }
  return (
    <PickField
      {...props}
      words={words}
      hint={words.cases.choosePartner}
      required
      kept={`partners ${except ?? ''}`}
      find={find}
    />
  );
}
