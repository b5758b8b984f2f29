import { useEffect, useRef, useState } from 'react';
import { fill, formatBytes, formatNumber } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import type { Answer } from '../../api/call-api.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { SupportLine, SupportThread as Thread } from './support-contract.ts';
import { shownLines, withEarlier, withNewest } from './support-rules.ts';
import type { SupportProps } from './support-words.ts';

interface Props extends SupportProps {
  request: Thread;
  /** Asks for the lines before one. */
  loadBefore: (line: string) => Promise<Answer<Thread>>;
  side: 'partner' | 'staff';
}

/** The thread, letter by letter: who wrote, when exactly, what, with which files. New ones are read out as they come, earlier ones are not. */
export function SupportThread(props: Props) {
  const { words, locale, request, loadBefore } = props;
  const t = words.support;
  const [shown, setShown] = useState(() => shownLines(request));
  const now = withNewest(shown, request);
  if (now !== shown) setShown(now);
  const [problem, setProblem] = useState<Problem | 'network'>();
  const [pages, setPages] = useState(0);
  const isAsking = useRef(false);
  const start = useRef<HTMLParagraphElement>(null);
  const isAll = now.earlier === 0;
  useEffect(() => {
    // The button has gone with the last page; whoever pressed it goes on from where it was.
    if (pages > 0 && isAll) start.current?.focus();
  }, [pages, isAll]);

  async function more() {
    const first = now.lines[0];
    if (!first || isAsking.current) return;
    isAsking.current = true;
    const answer = await loadBefore(first.id);
    isAsking.current = false;
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setShown((known) => (known.lines[0]?.id === first.id ? withEarlier(known, answer.value) : known));
    setPages(pages + 1);
  }

  const at = now.lines.findIndex(({ id }) => id === now.from);
  return (
    <div className="support-thread">
      {!isAll && (
        <p className="actions support-earlier">
          <button type="button" className="button" onClick={() => void more()}>
            {fill(t.earlier, { n: formatNumber(locale, now.earlier) })}
          </button>
        </p>
      )}
      {isAll && pages > 0 && (
        <p className="note muted support-earlier" tabIndex={-1} ref={start}>
          {t.threadStart}
        </p>
      )}
      {problem && <ProblemNote problem={problem} words={words} onRetry={() => void more()} />}
      {now.lines.slice(0, at).map((line) => (
        <Line key={line.id} {...props} line={line} />
      ))}
      <div role="log" aria-label={t.thread}>
        {now.lines.slice(at).map((line) => (
          <Line key={line.id} {...props} line={line} />
        ))}
      </div>
    </div>
  );
}

function Line({
  words,
  locale,
  timeZone,
  line,
  side,
}: SupportProps & { line: SupportLine; side: 'partner' | 'staff' }) {
  const t = words.support;
  const at = <Moment at={line.at} locale={locale} timeZone={timeZone} isExact />;
  if (line.kind === 'solved')
    return (
      <p className="support-solved note muted">
        {line.isOwn ? t.lineSolved.you : t.lineSolved[line.by]}
        {line.author && !line.isOwn && `, ${line.author}`} · {at}
      </p>
    );
  return (
    <article className={`support-letter support-by-${line.by}`}>
      <header>
        <strong>{line.author}</strong>{' '}
        <span className="note muted">
          {[line.isOwn ? t.you : line.by === 'vendor' && side === 'partner' && t.vendor, questionWords()]
            .filter(Boolean)
            .join(', ')}
        </span>
        <span className="support-at note muted">{at}</span>
      </header>
      <p className="support-text">{line.text}</p>
      {line.files.length > 0 && (
        <ul className="support-files">
          {line.files.map((file) => (
            <li key={file.id}>
              <a
                href={`/api/files/${file.id}`}
                download={file.name}
                aria-label={fill(t.download, { name: file.name, size: formatBytes(locale, file.bytes) })}
              >
                {file.name}
              </a>{' '}
              <span className="note muted">{formatBytes(locale, file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );

  function questionWords() {
    if (line.kind !== 'question') return false;
    return side === 'partner' ? t.questionYou : t.question;
  }
}
