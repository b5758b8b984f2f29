import { fill } from '#i18n/formats.ts';
import { fitSoFar, type FitAnswers } from './application-rules.ts';
import type { ApplicationWords, FitRules } from './application-words.ts';

const corner = (index: number) => {
  const angle = (Math.PI / 3) * index - Math.PI / 2;
  return `${(Math.cos(angle) * 19).toFixed(1)},${(Math.sin(angle) * 19).toFixed(1)}`;
};
const CELL = [0, 1, 2, 3, 4, 5].map(corner).join(' ');

interface FitProps {
  answers: FitAnswers;
  fit: FitRules;
  words: ApplicationWords['fit'];
}

const stateOf = (met: boolean | null) => (met === null ? 'unanswered' : met ? 'met' : 'notMet');

/** On a phone: the score in one line that stays in view and leads up to the reasons. */
export function FitBar({ answers, fit, words }: FitProps) {
  const criteria = fitSoFar(answers, fit);
  if (criteria.every(({ met }) => met === null)) return null;
  const met = criteria.filter((criterion) => criterion.met).length;
  return (
    <a className="fit-bar" href="#fit-check-title">
      {fill(words.score, { met, of: criteria.length })}
      <svg viewBox={`-20 -20 ${criteria.length * 40} 40`} width={criteria.length * 22} height="22" aria-hidden="true">
        {criteria.map(({ id, met: isMet }, index) => (
          <polygon
            key={id}
            className={`fit-bar-${stateOf(isMet)}`}
            points={CELL}
            transform={`translate(${index * 40} 0)`}
          />
        ))}
      </svg>
    </a>
  );
}

/** The fit so far, criterion by criterion, with the reason: a cell fills when a criterion is met. */
export function FitCheck({ answers, fit, words }: FitProps) {
  const criteria = fitSoFar(answers, fit);
  const answered = criteria.filter(({ met }) => met !== null).length;
  const met = criteria.filter((criterion) => criterion.met).length;
  const whole = answered === criteria.length;
  return (
    <section className="fit-check" aria-labelledby="fit-check-title">
      <h2 id="fit-check-title">{words.title}</h2>
      <p className="fit-check-score" role="status">
        {answered === 0 ? words.scoreEmpty : fill(words.score, { met, of: criteria.length })}
        {answered > 0 && !whole && <span> · {fill(words.answered, { n: answered, of: criteria.length })}</span>}
      </p>
      <ol className="fit-check-list">
        {criteria.map((criterion) => {
          const { title, why } = words.criteria[criterion.id] ?? words.criteria.field!;
          const state = stateOf(criterion.met);
          return (
            <li key={criterion.id} className={`fit-${state}`}>
              <svg viewBox="-20 -20 40 40" width="34" height="34" aria-hidden="true">
                <polygon points={CELL} />
                {state === 'met' && <path d="M-7 0l5 5 9-10" />}
                {state === 'notMet' && <path d="M-6 0h12" />}
              </svg>
              <div>
                <strong>{title}</strong> <span className="visually-hidden">{words[state]}.</span>
                {state !== 'unanswered' && <p>{fill(why[state], { n: fit.headcountAtLeast })}</p>}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
