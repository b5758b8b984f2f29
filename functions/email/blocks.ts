import type { Block } from './letter.ts';

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const steps = (...texts: string[]): Block => ({ kind: 'steps', steps: texts });
export const link = (text: string, url: string): Block => ({ kind: 'link', text, url });
export const note = (text: string): Block => ({ kind: 'note', text });
/** What a person wrote, as that person wrote it. */
export const quote = (text: string): Block => ({ kind: 'quote', text });

/** Pairs of label and value; one without a value is left out. */
export const facts = (...pairs: [label: string, value: string | undefined][]): Block => ({
  kind: 'facts',
  facts: pairs.flatMap(([label, value]) => (value ? [[label, value] as [string, string]] : [])),
});
