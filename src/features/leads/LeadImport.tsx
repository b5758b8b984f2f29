import { useRef, useState } from 'react';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import type { Problem } from '../../api/problem-contract.ts';
import { ImportDone } from './ImportDone.tsx';
import { ImportFile } from './ImportFile.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { sendLeadFile } from './lead-import-api.ts';
import type { ImportedRow } from './lead-import-contract.ts';

export interface LeadImportProps {
  words: IslandWords & Pick<Strings, 'leadImport' | 'problems'>;
  locale: string;
  timeZone: string;
  urls: { leads: string };
}

export interface ReadFile {
  name: string;
  blob: Blob;
  text: string;
}

type Trouble = Problem | 'network';

/** Many leads from a file: it is checked first, row by row; what is good is registered; what did not go in can be taken along. */
export const LeadImport = (props: LeadImportProps) => (
  <PartnersRoom words={props.words}>
    <Steps {...props} />
  </PartnersRoom>
);

function Steps(props: LeadImportProps) {
  const [file, setFile] = useState<ReadFile>();
  const [rows, setRows] = useState<ImportedRow[]>();
  const [result, setResult] = useState<ImportedRow[]>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const key = useRef('');

  async function ask(given: ReadFile, isReal: boolean) {
    if (isBusy) return;
    setBusy(true);
    setTrouble(undefined);
    setFile(given);
    if (isReal) key.current ||= crypto.randomUUID();
    else key.current = '';
    const answer = await sendLeadFile(given.blob, isReal ? key.current : undefined);
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.problem);
      setAttempt((n) => n + 1);
    } else if (isReal) setResult(answer.value.rows);
    else setRows(answer.value.rows);
  }
  const again = () => {
    setRows(undefined);
    setResult(undefined);
    setTrouble(undefined);
    setFile(undefined);
  };
  const state = { ...props, file, isBusy, trouble, attempt };

  return (
    <div className="lead-import">
      {result && file ? (
        <ImportDone {...props} rows={result} file={file} onAgain={again} />
      ) : rows && file ? (
        <ImportPreview {...state} file={file} rows={rows} onAgain={again} onRegister={() => void ask(file, true)} />
      ) : (
        <ImportFile {...state} onFile={(given) => void ask(given, false)} />
      )}
    </div>
  );
}
