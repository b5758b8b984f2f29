import type * as z from 'zod';
import { openValue, sealValue } from '../http/signed-value.ts';

/**
 * What a thank-you page tells travels in the page's address, signed, so nobody can show a number we never gave. Each form has a
 * purpose of its own.
 */
export interface FormReceipt<Value> {
  /** The address of the thank-you page with the receipt in it. */
  url: (page: string, value: Value, now?: number) => string;
  /** Undefined when the address carries none, a forged or an expired one. */
  read: (url: URL, now?: number) => Value | undefined;
}

const livesSeconds = 7 * 24 * 3600;

export function formReceipt<Schema extends z.ZodType>(purpose: string, schema: Schema): FormReceipt<z.output<Schema>> {
  return {
    url: (page, value, now = Date.now()) => `${page}?receipt=${sealValue(purpose, value, livesSeconds, now)}`,
    read(url, now = Date.now()) {
      const opened = openValue(purpose, url.searchParams.get('receipt') ?? '', now);
      return opened.ok ? schema.safeParse(opened.value).data : undefined;
    },
  };
}
