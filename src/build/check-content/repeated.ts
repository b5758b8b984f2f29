import type { Problem, ProblemKind } from './problem.ts';

/** One misspelt name in a list makes every page wrong that uses it. */
const ofNames: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'fact-unknown',
  'owner-unknown',
  'price-line-unknown',
  'reward-unknown',
  'rule-unknown',
  'solution-unknown',
  'tag-name-unknown',
]);

/** Problems of one unknown name told once, at their first place; the others stand with it. */
export function toldOnce(problems: readonly Problem[]): Problem[] {
  const groups = Map.groupBy(problems, (problem) =>
    ofNames.has(problem.kind) ? [problem.kind, problem.wrong, problem.expected].join('\n') : problem,
  );
  return [...groups.values()].map(([first, ...others]) =>
    others.length === 0
      ? first!
      : { ...first!, again: others.map(({ file, line, column }) => `${file}:${line}:${column}`) },
  );
}
