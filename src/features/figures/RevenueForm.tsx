import { useCallback } from 'react';
import { fill, formatMoney } from '#i18n/formats.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { enterFigures } from './figures-api.ts';
import { figuresRequest, type EnteredFigure, type FiguresInput, type QuarterFacts } from './figures-contract.ts';
import { kopecksOf } from './figures-rules.ts';
import { quarterName, type FiguresProps } from './Figures.tsx';

interface Answers {
  totalRevenueKopecks: string;
  partnerRevenueKopecks: string;
  reason: string;
}

/** The revenue of a quarter; from the second time on it is a correction, which says why. */
export function RevenueForm({
  words,
  locale,
  facts,
  onDone,
  onClose,
}: FiguresProps & { facts: QuarterFacts; onDone: (said: string) => void; onClose: () => void }) {
  const t = words.figures;
  const { quarter, revenue } = facts;
  const isCorrection = revenue !== undefined;
  const requestOf = useCallback(
    (answers: Answers) =>
      ({
        quarter,
        totalRevenueKopecks: kopecksOf(answers.totalRevenueKopecks),
        partnerRevenueKopecks: kopecksOf(answers.partnerRevenueKopecks),
        ...(answers.reason && { reason: answers.reason }),
      }) as FiguresInput,
    [quarter],
  );
  const check = useCallback(
    (answers: Answers): FieldProblems => {
      const read = readInput(figuresRequest, requestOf(answers));
      const problems: FieldProblems = read.ok ? {} : { ...read.fields };
      // What was typed and is no amount is not missing.
      for (const name of ['totalRevenueKopecks', 'partnerRevenueKopecks'] as const)
        if (problems[name] === 'required' && answers[name].trim()) problems[name] = 'not_a_number';
      if (isCorrection && !answers.reason.trim()) problems['reason'] = 'required';
      return problems;
    },
    [requestOf, isCorrection],
  );
  const send = useCallback((answers: Answers, key: string) => enterFigures(requestOf(answers), key), [requestOf]);
  const name = quarterName(t.quarterNames, quarter);
  const typed = (kopecks: number | undefined) => (kopecks === undefined ? '' : String(kopecks / 100));
  const form = useContractForm<Answers, EnteredFigure>({
    start: {
      totalRevenueKopecks: typed(revenue?.totalRevenueKopecks),
      partnerRevenueKopecks: typed(revenue?.partnerRevenueKopecks),
      reason: '',
    },
    check,
    send,
    onDone: () => onDone(fill(t.entered, { quarter: name })),
  });
  const field = (one: keyof Answers) => {
    const problem = form.problems[one];
    const isTooBig = one === 'partnerRevenueKopecks' && problem === 'number_range';
    return { ...form.register(one), error: problem && (isTooBig ? t.partTooBig : words.fieldProblems[problem]) };
  };
  return (
    <Dialog title={fill(t.enterTitle, { quarter: name })} close={words.states.cancel} onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <FormSummary
          labels={{ totalRevenueKopecks: t.totalRub, partnerRevenueKopecks: t.throughRub, reason: t.whyCorrect }}
          problems={form.problems}
          refusal={form.refusal}
          attempt={form.attempt}
          words={words}
          locale={locale}
        />
        <TextField
          {...field('totalRevenueKopecks')}
          label={t.totalRub}
          hint={t.rubHint}
          inputMode="decimal"
          autoComplete="off"
          required
        />
        <TextField
          {...field('partnerRevenueKopecks')}
          label={t.throughRub}
          hint={facts.wonKopecks ? fill(t.won, { sum: formatMoney(locale, facts.wonKopecks) }) : undefined}
          inputMode="decimal"
          autoComplete="off"
          required
        />
        {isCorrection && (
          <TextField {...field('reason')} label={t.whyCorrect} hint={t.whyHint} maxLength={2000} required />
        )}
        <p>
          <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
            {words.states.save}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
