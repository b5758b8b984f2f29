import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { emptyChoices, filterRules } from '#components/solutions/solution-filter.ts';

const solutions = [
  { facts: { task: 'learning' }, roles: ['seller', 'engineer'] },
  { facts: { task: 'leave' }, roles: ['seller'] },
];
const tasks = ['learning', 'leave'];
const roles = ['seller', 'engineer'];

/** The page as it is with two buttons chosen; a browser's `:checked` is an attribute here. */
function page(task: string, role: string) {
  const radio = (name: string, value: string, chosen: string) =>
    `<input name="${name}" value="${value}" ${value === chosen ? 'checked' : ''}>`;
  const rows = solutions.map((one) => `<li data-task="${one.facts.task}" data-roles="${one.roles.join(' ')}"></li>`);
  return load(
    `<div class="solutions">${['any', ...tasks].map((value) => radio('task', value, task)).join('')}
     ${['any', ...roles].map((value) => radio('role', value, role)).join('')}${rows.join('')}<p class="solutions-none"></p></div>`,
  );
}

/** What the rules of a sheet of ours do to that page. */
function matches(sheet: string, task: string, role: string) {
  const $ = page(task, role);
  const selectors = [...sheet.matchAll(/([^{}]+)\{display:(none|block)\}/g)].map(([, selector]) =>
    selector!.replaceAll(':checked', '[checked]'),
  );
  return selectors.flatMap((selector) => $(selector).toArray());
}
const hidden = (task: string, role: string) => matches(filterRules(tasks, roles), task, role).length;
const isToldEmpty = (task: string, role: string) =>
  matches(emptyChoices(solutions, tasks, roles), task, role).length > 0;

describe('the catalogue of solutions', () => {
  it('hides what does not fit the task or the role', () => {
    expect(hidden('any', 'any')).toBe(0);
    expect(hidden('learning', 'any')).toBe(1);
    expect(hidden('any', 'engineer')).toBe(1);
    expect(hidden('any', 'seller')).toBe(0);
  });

  it('says so where nothing is left, and nowhere else', () => {
    const told = ['any', ...tasks].flatMap((task) =>
      ['any', ...roles].filter((role) => isToldEmpty(task, role)).map((role) => `${task} ${role}`),
    );
    expect(told).toEqual(['leave engineer']);
  });
});
