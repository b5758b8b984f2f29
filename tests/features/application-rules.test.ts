import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkFit, fitSoFar, type FitAnswers } from '../../src/features/applications/application-rules.ts';
import { programmeRules } from '../../src/features/programme/programme-contract.ts';

const { fit } = programmeRules.parse(parse(readFileSync('content/programme/2026-11/rules.yaml', 'utf8')));

const ideal: Required<FitAnswers> = {
  fields: ['it-integrator'],
  expertise: ['crm'],
  clientSizes: ['large'],
  headcount: 15,
  aim: 'sales-channel',
};
const met = (answers: Partial<FitAnswers>) =>
  Object.fromEntries(checkFit({ ...ideal, ...answers }, fit).criteria.map(({ id, met: isMet }) => [id, isMet]));

describe('the fit by the criteria of the edition', () => {
  test('an ideal partner meets all five', () => {
    expect(checkFit(ideal, fit)).toMatchObject({ met: 5, of: 5 });
  });

  test.each<[string, Partial<FitAnswers>]>([
    ['field', { fields: ['other'] }],
    ['field', { fields: ['it-integrator', 'own-hr-portals'] }],
    ['expertise', { expertise: ['unrelated'] }],
    ['client-size', { clientSizes: ['micro', 'small'] }],
    ['headcount', { headcount: 14 }],
    ['aim', { aim: 'like-products' }],
  ])('%s is not met by %j, and nothing else is touched', (criterion, answers) => {
    const answer = met(answers);
    expect(answer[criterion]).toBe(false);
    expect(Object.values(answer).filter((isMet) => !isMet)).toHaveLength(1);
  });

  test('one good answer among others is enough where nothing speaks against it', () => {
    expect(met({ clientSizes: ['micro', 'medium'], fields: ['other', 'consulting'] })).toMatchObject({
      'client-size': true,
      field: true,
    });
  });

  test('an unanswered question is neither met nor failed while somebody types', () => {
    expect(fitSoFar({}, fit).map(({ met: isMet }) => isMet)).toEqual([null, null, null, null, null]);
    expect(fitSoFar({ headcount: 3 }, fit).find(({ id }) => id === 'headcount')?.met).toBe(false);
  });

  test('the order and repetition of answers never change the fit', () => {
    const some = (ids: readonly string[]) => fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        some(fit.fields),
        some(fit.expertise),
        some(fit.clientSizes),
        fc.nat(100),
        (fields, expertise, clientSizes, headcount) => {
          const answers = { ...ideal, fields, expertise, clientSizes, headcount };
          const turned = {
            ...answers,
            fields: [...fields, ...fields].reverse(),
            expertise: expertise.toReversed(),
            clientSizes: clientSizes.toReversed(),
          };
          expect(checkFit(turned, fit)).toEqual(checkFit(answers, fit));
        },
      ),
    );
  });
});
