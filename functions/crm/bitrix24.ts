import * as z from 'zod';

/**
 * Why a call came to nothing.
 * - `busy`: the portal asks for patience (503 QUERY_LIMIT_EXCEEDED, 429 OPERATION_TIME_LIMIT).
 * - `down`: not reached, too slow, 5xx, or an answer nobody can read: whether it was done is unknown.
 * - `refused`: the webhook is not accepted (401, 403, 404, a redirect) or the portal is blocked (OVERLOAD_LIMIT): a person has to look.
 * - `data`: this call is wrong (other 4xx), and the next may be right.
 */
export type CrmTrouble = 'busy' | 'down' | 'refused' | 'data';

/** The message names status and code; never the address, which holds the secret, nor what was sent. */
export class CrmProblem extends Error {
  override name = 'CrmProblem';
  trouble: CrmTrouble;
  /** How long the portal wants to be left alone. */
  waitSeconds: number;

  constructor(trouble: CrmTrouble, message: string, waitSeconds: number) {
    super(message);
    this.trouble = trouble;
    this.waitSeconds = waitSeconds;
  }
}

/** Two requests a second is what every plan takes for ever. Tests that do not look at the pace hurry. */
export const pace = { gapMilliseconds: 500, callSeconds: 8 };
/** A busy portal is asked again after so many seconds each, before the channel is paused. */
const busyWaits = [1, 2, 4];
const refusedSeconds = 15 * 60;
const downSeconds = 60;

const timeOfAnswer = z.object({ operating_reset_at: z.number().optional() }).optional();
const errorAnswer = z.object({ error: z.union([z.string(), z.number()]).transform(String), time: timeOfAnswer });

let nextCallAt = 0;

/** Calls are a queue: none begins before half a second after the one before. */
async function turn(): Promise<void> {
  const at = Math.max(Date.now(), nextCallAt);
  nextCallAt = at + pace.gapMilliseconds;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
}

/**
 * Calls one method of the portal and reads its `result`.
 * @throws CrmProblem
 */
export async function callBitrix24<Result>(
  webhookUrl: string,
  method: string,
  parameters: object,
  result: z.ZodType<Result>,
): Promise<Result> {
  for (const wait of busyWaits) {
    try {
      return await callOnce(webhookUrl, method, parameters, result);
    } catch (error) {
      if (!(error instanceof CrmProblem) || error.trouble !== 'busy' || error.waitSeconds > wait) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    }
  }
  return callOnce(webhookUrl, method, parameters, result);
}

async function callOnce<Result>(webhookUrl: string, method: string, parameters: object, result: z.ZodType<Result>) {
  await turn();
  let status: number;
  let body: unknown;
  try {
    const answer = await fetch(`${webhookUrl}${method}.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(parameters),
      // Another host must not get the secret of this one.
      redirect: 'manual',
      signal: AbortSignal.timeout(pace.callSeconds * 1000),
    });
    status = answer.status;
    const text = await answer.text();
    body = readJson(text);
  } catch (error) {
    throw new CrmProblem('down', `${method}: ${reasonOf(error)}`, downSeconds);
  }

  const refusal = errorAnswer.safeParse(body);
  const code = refusal.success ? refusal.data.error : '';
  const where = `${method}: ${status} ${/^[\w.-]{1,60}$/.test(code) ? code : ''}`.trim();
  if (status >= 300 || code) throw troubleOf(status, code, where, refusal.data?.time?.operating_reset_at);
  const read = z.object({ result }).safeParse(body);
  if (!read.success) throw new CrmProblem('down', `${where} with an answer nobody can read`, downSeconds);
  return read.data.result;
}

function troubleOf(status: number, code: string, where: string, resetAt: number | undefined): CrmProblem {
  if (code === 'QUERY_LIMIT_EXCEEDED') return new CrmProblem('busy', where, 1);
  if (status === 429 || code === 'OPERATION_TIME_LIMIT') {
    const untilReset = resetAt === undefined ? 60 : Math.ceil(resetAt - Date.now() / 1000);
    return new CrmProblem('busy', where, Math.min(Math.max(untilReset, 5), 15 * 60));
  }
  const isRefused = status < 400 || [401, 403, 404, 405, 410].includes(status) || code === 'OVERLOAD_LIMIT';
  if (isRefused && status !== 200) return new CrmProblem('refused', where, refusedSeconds);
  if (status >= 500) return new CrmProblem('down', where, downSeconds);
  return new CrmProblem('data', where, 0);
}

/** Text that is no JSON is no answer; what it was is left to the schema to say. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the network said; its messages quote the address, so only the code is taken. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : name === 'TimeoutError' ? 'no answer in time' : 'not reached';
}
