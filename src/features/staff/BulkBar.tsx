import { useRef, useState } from 'react';
import { fill, plural } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import type { CaseProps } from './case-words.ts';
import type { DecisionKind, DecisionMade, InboxItem } from './decision-contract.ts';
import { commonDecisions } from './inbox-rules.ts';
import { ReasonTemplates } from './ReasonTemplates.tsx';
import { decide, isDecidable } from './staff-api.ts';

interface Props extends CaseProps {
  items: InboxItem[];
  onClear: () => void;
  /** `failed`: those that were not decided, in words; they stay marked as long as they wait. */
  onDone: (ids: string[], decisions: DecisionMade['decision'][], failed: string[]) => void;
}

/** One reason for several cases without warnings. Each is a decision of its own, so one that fails does not stop the others. */
export function BulkBar(props: Props) {
  const { words, locale, items, onClear, onDone } = props;
  const t = words.inbox;
  const [decision, setDecision] = useState<DecisionKind>();
  const [reason, setReason] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failed, setFailed] = useState<Record<string, string>>({});
  const keys = useRef<Record<string, string>>({});
  const first = items[0]!;

  const inWords = ([id, problem]: [string, string]) =>
    fill(t.bulkFailed, { title: items.find((item) => item.id === id)?.title ?? '', problem });

  async function run() {
    if (!decision || isSending) return;
    setWrong(reason.trim().length < 3);
    if (reason.trim().length < 3) return;
    setSending(true);
    const done: [string, DecisionMade['decision']][] = [];
    const problems: Record<string, string> = {};
    for (const item of items) {
      if (!isDecidable(item)) continue;
      const key = (keys.current[`${item.id} ${decision} ${reason}`] ??= crypto.randomUUID());
      // One after the other: the first decision may be what the second one stumbles over.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await decide(item.kind, item.id, { decision, reason }, key);
      // Appeals are not among these, so nothing waits for a second person.
      if (!answer.ok) problems[item.id] = problemText(answer.problem, words).title;
      else if ('decision' in answer.value) done.push([item.id, answer.value.decision]);
    }
    setSending(false);
    setFailed(problems);
    if (done.length > 0)
      onDone(
        done.map(([id]) => id),
        done.map(([, one]) => one),
        Object.entries(problems).map(inWords),
      );
  }

  return (
    <div className="bulk-bar">
      <p role="status">
        <strong>{plural(locale, t.selected, items.length)}</strong> <span className="note muted">{t.bulkNote}</span>
      </p>
      {Object.entries(failed)
        .filter(([id]) => items.some((item) => item.id === id))
        .map(([id, problem]) => (
          <p key={id} className="field-error" role="alert">
            {inWords([id, problem])}
          </p>
        ))}
      <p className="actions">
        {commonDecisions(items).map((one) => (
          <button
            key={one}
            type="button"
            className="button button-small"
            aria-pressed={decision === one}
            onClick={() => setDecision(one)}
          >
            {t.bulk[one]}
          </button>
        ))}
        <button type="button" className="button-quiet" onClick={onClear}>
          {t.bulkClear}
        </button>
      </p>
      {decision && (
        <>
          {isDecidable(first) && items.every(({ kind }) => kind === first.kind) && (
            <ReasonTemplates {...props} kind={first.kind} decision={decision} onChoose={setReason} />
          )}
          <TextAreaField
            name="bulk-reason"
            label={t.bulkReason}
            required
            rows={2}
            maxLength={2000}
            value={reason}
            error={isWrong ? words.fieldProblems.too_short : undefined}
            onChange={({ target }) => setReason(target.value)}
          />
          <p>
            <button
              type="button"
              className="button button-primary"
              aria-disabled={isSending || undefined}
              onClick={() => void run()}
            >
              {isSending ? t.sending : t.bulkRun}
            </button>
          </p>
        </>
      )}
    </div>
  );
}
