import type { FieldErrors, Resolver } from 'react-hook-form';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { applicationRequest } from './application-contract.ts';
import { requestOf, type ApplicationAnswers } from './application-answers.ts';
import type { ApplicationWords, FitRules } from './application-words.ts';

/** Checks the form by the contract of the endpoint, so that the page and the server say the same of every field. */
export function applicationResolver(
  fit: FitRules,
  words: ApplicationWords,
  locale: string,
): Resolver<ApplicationAnswers> {
  const contract = applicationRequest(fit);
  return (answers) => {
    const read = readInput(contract, requestOf(answers, locale));
    return read.ok ? { values: answers, errors: {} } : { values: {}, errors: fieldErrors(read.fields, words) };
  };
}

function fieldErrors(problems: FieldProblems, words: ApplicationWords): FieldErrors<ApplicationAnswers> {
  const errors: Record<string, unknown> = {};
  for (const [name, code] of Object.entries(problems)) {
    const [first = '', second] = name.split('.');
    const error = { type: code, message: words.fieldProblems[code] };
    if (second) errors[first] = { ...(errors[first] as object), [second]: error };
    else errors[first] = error;
  }
  return errors as FieldErrors<ApplicationAnswers>;
}
