import { useState, type ReactNode } from 'react';
import type { Problem } from '../api/problem-contract.ts';
import { saveDownload } from '../api/save-download.ts';
import { ProblemNote, type ProblemWords } from './ProblemNote.tsx';

/** Saves a file the server hands out. Where it does not, because it may not or not so often, that is told in words and no file is saved. */
export function DownloadButton({ path, words, children }: { path: string; words: ProblemWords; children: ReactNode }) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Problem | 'network'>();
  const save = async () => {
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    const answer = await saveDownload(path);
    setBusy(false);
    if (!answer.ok) setRefusal(answer.problem);
  };
  return (
    <>
      <button
        type="button"
        className="button button-small"
        aria-disabled={isBusy || undefined}
        onClick={() => void save()}
      >
        {children}
      </button>
      {refusal && <ProblemNote problem={refusal} words={words} attempt={1} />}
    </>
  );
}
