/**
 * The sheet behind the choice of task and role: hides the rows that do not fit, shows of each solution the parts the role works with, and
 * tells where nothing is left. Written from the lists themselves, so that a new task or role cannot be forgotten.
 */
/** The tasks that some solution solves. */
export const tasksOf = <Task extends string>(solutions: readonly { facts: { task: Task } }[]): Task[] => [
  ...new Set(solutions.map(({ facts }) => facts.task)),
];

/** Stands in the head of the page: HTML allows no sheet inside its text. */
export const catalogueSheet = (solutions: readonly Choosable[], roles: readonly string[]): string =>
  filterRules(tasksOf(solutions), roles) + emptyChoices(solutions, tasksOf(solutions), roles);

const chosen = (name: string, value: string) => `.solutions:has([name=${name}][value=${value}]:checked)`;
const inLayer = (rules: string[]) => (rules.length > 0 ? `@layer components{${rules.join('')}}` : '');

export function filterRules(tasks: readonly string[], roles: readonly string[]): string {
  return inLayer([
    ...tasks.map((task) => `${chosen('task', task)} [data-task]:not([data-task=${task}]){display:none}`),
    ...roles.map(
      (role) =>
        `${chosen('role', role)} :is([data-roles]:not([data-roles~=${role}]),[data-part-roles]:not([data-part-roles~=${role}])){display:none}`,
    ),
  ]);
}

interface Choosable {
  facts: { task: string };
  roles: readonly string[];
}

/** For every choice that leaves nothing, the rule that says so. */
export function emptyChoices(
  solutions: readonly Choosable[],
  tasks: readonly string[],
  roles: readonly string[],
): string {
  const fits = (task: string, role: string) =>
    solutions.some(
      (one) => (task === 'any' || one.facts.task === task) && (role === 'any' || one.roles.includes(role)),
    );
  return inLayer(
    ['any', ...tasks].flatMap((task) =>
      ['any', ...roles]
        .filter((role) => !fits(task, role))
        .map(
          (role) => `${chosen('task', task)}:has([name=role][value=${role}]:checked) .solutions-none{display:block}`,
        ),
    ),
  );
}
