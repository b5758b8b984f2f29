import type { ListFilter } from '#ui/ListControls.tsx';
import { leadSources, leadStatuses, type Person } from './lead-contract.ts';
import type { LeadDeskProps } from './LeadDesk.tsx';
import { leadStages } from './lead-stage-contract.ts';

/** What leads are narrowed by, with the words of the interface. */
export function leadFilterChoices(
  words: LeadDeskProps['words'],
  people: Person[],
  names: readonly ('stage' | 'source' | 'status' | 'person')[],
): ListFilter[] {
  const t = words.leadBoard;
  const choices = {
    stage: leadStages.map((value) => ({ value, label: t.stages[value] })),
    source: leadSources.map((value) => ({ value, label: t.sources[value] })),
    status: leadStatuses.map((value) => ({ value, label: t.statuses[value] })),
    person: people.map(({ id, name }) => ({ value: id, label: name })),
  };
  return names.map((name) => ({ name, label: t.filters[name], choices: choices[name] }));
}
