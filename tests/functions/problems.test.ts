import { describe, expect, it } from 'vitest';
import { databaseProblem } from '../../functions/database/database-problem.ts';
import { languages, stringsOf } from '../../functions/i18n/words.ts';
import { fieldProblemCodes, problemCodes, problemStatus } from '../../src/api/problem-contract.ts';

// That SQL raises nothing else is held by tests/database/problems.test.ts.
describe('one table of problems', () => {
  it.each(languages)('has words for exactly its codes in %s', (language) => {
    const { problems, fieldProblems } = stringsOf(language);
    expect(Object.keys(problems).toSorted()).toEqual(problemCodes.toSorted());
    expect(Object.keys(fieldProblems).toSorted()).toEqual([...fieldProblemCodes].toSorted());
    for (const { title, remedy } of Object.values(problems)) expect(title.length > 3 && remedy.length > 3).toBe(true);
  });

  it('is what an error of the database is read with', () => {
    expect(databaseProblem({ code: 'PT429', message: 'too_many_requests', details: '12' })).toEqual({
      code: 'too_many_requests',
      detail: '12',
    });
    expect(databaseProblem({ code: 'PT429', message: 'invalid_input' })).toEqual({ code: 'internal' });
  });
});
