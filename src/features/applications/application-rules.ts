import type { FitCriterion, ProgrammeRules } from '../programme/programme-contract.ts';
import type { Fit } from './application-contract.ts';

/** What a company has told about itself so far; a form being filled in knows only a part. */
export interface FitAnswers {
  fields?: readonly string[];
  expertise?: readonly string[];
  clientSizes?: readonly string[];
  headcount?: number;
  aim?: string;
}

/** One criterion held against the answers: `met` is null while its question is unanswered. */
export interface FitSoFar {
  id: string;
  met: boolean | null;
}

const answerTo: Record<string, (answers: FitAnswers) => readonly string[] | number | undefined> = {
  field: (answers) => answers.fields,
  expertise: (answers) => answers.expertise,
  'client-size': (answers) => answers.clientSizes,
  headcount: (answers) => answers.headcount,
  aim: (answers) => (answers.aim ? [answers.aim] : undefined),
};

/** The fit while somebody is still typing. */
export function fitSoFar(answers: FitAnswers, fit: ProgrammeRules['fit']): FitSoFar[] {
  return fit.criteria.map((criterion) => ({
    id: criterion.id,
    met: meets(criterion, answerTo[criterion.id]?.(answers)),
  }));
}

/** The fit of a complete application; an unanswered criterion is not met. */
export function checkFit(answers: Required<FitAnswers>, fit: ProgrammeRules['fit']): Fit {
  const criteria = fitSoFar(answers, fit).map(({ id, met }) => ({ id, met: met === true }));
  return { met: criteria.filter(({ met }) => met).length, of: criteria.length, criteria };
}

function meets(criterion: FitCriterion, answer: readonly string[] | number | undefined): boolean | null {
  if (answer === undefined || (typeof answer === 'object' && answer.length === 0)) return null;
  if ('atLeast' in criterion) return typeof answer === 'number' && answer >= criterion.atLeast;
  const chosen = Array.isArray(answer) ? answer : [];
  return chosen.some((id) => criterion.anyOf.includes(id)) && !chosen.some((id) => criterion.noneOf.includes(id));
}
