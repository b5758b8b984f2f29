import type { Language } from '../i18n/words.ts';

/** A mail as its author thinks of it; letter-forms.ts makes plain text and HTML of it. All strings are text, never markup. */
export interface Letter {
  language: Language;
  subject: string;
  blocks: Block[];
  /** Last line: who writes. */
  signature: string;
}

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  /** Label and value, one pair per line. */
  | { kind: 'facts'; facts: [label: string, value: string][] }
  | { kind: 'steps'; steps: string[] }
  /** What a person wrote; its line breaks stay. */
  | { kind: 'quote'; text: string }
  | { kind: 'link'; text: string; url: string }
  /** Small print under the signature. */
  | { kind: 'note'; text: string };
