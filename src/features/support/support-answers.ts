import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import type { SentFile } from '../../api/send-file.ts';
import { supportRequest, type SupportInput, type SupportKind } from './support-contract.ts';
import { instantInZone } from './support-rules.ts';

/** What the form of a new request holds; all of it text, as it stands in the fields. */
export interface SupportAnswers extends Record<string, string> {
  kind: SupportKind;
  help: string;
  solution: string;
  severity: string;
  text: string;
  wantedAt: string;
  wantedZone: string;
  leadNumber: string;
}

export const noSupportAnswers = (kind: SupportKind, zone: string): SupportAnswers => ({
  kind,
  help: '',
  solution: '',
  severity: '',
  text: '',
  wantedAt: '',
  wantedZone: zone,
  leadNumber: '',
});

/** The request as the endpoint takes it; the other kind's answers stay behind. */
export function supportOf(answers: SupportAnswers, files: SentFile[]): SupportInput {
  const { kind, help, solution, severity, text, wantedAt, wantedZone, leadNumber } = answers;
  const both = {
    text,
    ...(leadNumber && { leadNumber }),
    ...(files.length > 0 && { files: files.map(({ id }) => id) }),
  };
  if (kind === 'technical')
    return { kind, solution, severity: severity as (SupportInput & { kind: 'technical' })['severity'], ...both };
  return {
    kind,
    help: help as (SupportInput & { kind: 'presale' })['help'],
    ...(wantedAt && { wantedAt: instantInZone(wantedAt, wantedZone) ?? wantedAt, wantedZone }),
    ...both,
  };
}

export function checkSupport(answers: SupportAnswers): FieldProblems {
  const read = readInput(supportRequest, supportOf(answers, []));
  return read.ok ? {} : read.fields;
}
