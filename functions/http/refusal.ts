import {
  problemStatus,
  type DecidedAlready,
  type FieldProblems,
  type Problem,
  type ProblemCode,
} from '../../src/api/problem-contract.ts';
import { stringsOf, type Language } from '../i18n/words.ts';

export interface RefusalDetail {
  /** Which fields are at fault, by dotted name. */
  fields?: FieldProblems;
  /** Seconds after which a repetition may succeed; default 30 where the status demands the header. */
  retryAfterSeconds?: number;
  /** Methods the address knows, for 405. */
  allow?: string;
  /** The rule of the edition that was applied. */
  rule?: { edition: string; id: string };
  /** What exactly is wrong, where the contract of the endpoint lists reasons. */
  reason?: string;
  /** Until when the client is protected; only where the edition discloses it. */
  protectedUntil?: string | undefined;
  /** Of `already_decided`: what SQL tells the vendor's people, and nobody else. */
  decided?: DecidedAlready;
  /** Under which number the cause stands in the log. */
  instance?: string;
}

/** Thrown where a request is refused; the endpoint turns it into `application/problem+json`. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: ProblemCode;
  readonly detail: RefusalDetail;

  constructor(code: ProblemCode, detail: RefusalDetail = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }

  get status(): number {
    return problemStatus[this.code];
  }

  /** Headers the status brings along, whatever form the body has. */
  headers(): Record<string, string> {
    const headers: Record<string, string> = {};
    const { retryAfterSeconds, allow } = this.detail;
    if (this.status === 429 || this.status === 503) headers['retry-after'] = String(Math.ceil(retryAfterSeconds ?? 30));
    if (allow) headers['allow'] = allow;
    return headers;
  }

  /** RFC 9457. */
  problem(language: Language): Problem & Pick<RefusalDetail, 'rule' | 'reason' | 'protectedUntil' | 'instance'> {
    const { fields, rule, reason, protectedUntil, decided, instance } = this.detail;
    const { title, remedy } = stringsOf(language).problems[this.code];
    return {
      type: `/errors/${this.code}/`,
      title,
      detail: remedy,
      status: this.status,
      code: this.code,
      ...(fields && { fields }),
      ...(rule && { rule }),
      ...(reason && { reason }),
      ...(protectedUntil && { protectedUntil }),
      ...(decided && { decided }),
      ...(instance && { instance }),
    };
  }

  response(language: Language): Response {
    return Response.json(this.problem(language), {
      status: this.status,
      headers: { ...this.headers(), 'content-type': 'application/problem+json', 'content-language': language },
    });
  }
}
