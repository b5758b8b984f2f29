import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ApplicationRequest } from '../../src/features/applications/application-contract.ts';
import { checkFit } from '../../src/features/applications/application-rules.ts';
import type { ProgrammeRules, PublishedEdition } from '../../src/features/programme/programme-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';

export const sampleRules = parse(
  readFileSync(new URL('../../content/programme/2026-11/rules.yaml', import.meta.url), 'utf8'),
) as ProgrammeRules;

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * The rules of the sample edition under a date long past, so that they are in force whatever the clock says. Transfers need no second
 * person unless a test says so: `{ transfer: sampleRules.transfer }`.
 */
export function testEdition(changed: Partial<ProgrammeRules> = {}): PublishedEdition {
  const { transfer: _, ...sample } = sampleRules;
  const rules = { ...sample, id: '2020-01', inForceFrom: '2020-01-01T00:00:00+03:00', ...changed };
  return { rules, rulesSha256: sha256(canonicalJson(rules)) };
}

export const testApplication: ApplicationRequest = {
  company: {
    name: 'ООО «Причал»',
    country: 'RU',
    taxId: '0045678903',
    site: 'prichal.example',
    headcount: 40,
    clientSizes: ['medium'],
    fields: ['it-integrator'],
    expertise: ['portals', 'crm'],
  },
  aim: 'sales-channel',
  contact: { name: 'Олег Пирсов', email: 'oleg@prichal.example', phone: '+7 900 000-00-01', position: 'Директор' },
  consents: { processing: true, mailing: true },
  locale: 'ru',
};

export interface SubmitRequest {
  application: ApplicationRequest;
  edition: string;
  rulesSha256: string;
  networkAddress: string;
  idempotencyKey?: string;
  requestSha256: string;
  consents: { purpose: string; given: boolean; text: string; textSha256: string; version: string }[];
  channel: string;
  suspicion?: string;
}

/** What the function `applications` asks of `submit_application()`. */
export function submitRequest(
  changed: Partial<SubmitRequest> = {},
  edition = testEdition(),
): SubmitRequest & { fit: unknown } {
  const application = changed.application ?? testApplication;
  return {
    application,
    fit: checkFit({ ...application.company, aim: application.aim }, edition.rules.fit),
    edition: edition.rules.id,
    rulesSha256: edition.rulesSha256,
    networkAddress: '203.0.113.5',
    requestSha256: sha256(canonicalJson(application)),
    consents: [
      consent('processing', true, 'Согласен на обработку персональных данных.'),
      consent('mailing', application.consents.mailing === true, 'Согласен получать дайджест.'),
    ],
    channel: 'json',
    ...changed,
  };
}

export function consent(purpose: string, given: boolean, text: string): SubmitRequest['consents'][number] {
  return { purpose, given, text, textSha256: sha256(text), version: '2020-01' };
}

/** What `submit_application()` answers. */
export interface SubmitAnswer {
  number: string;
  fit: { met: number; of: number; criteria: { id: string; met: boolean }[] };
  answerBy: string;
  replayed: boolean;
}
