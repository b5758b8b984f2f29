import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './problem.ts';
import { readYaml } from './yaml-text.ts';
import type { YamlText } from './yaml-text.ts';

/** The words of the interface in one language, `src/i18n/strings.ru.json`. */
export interface WordsFile {
  path: string;
  language: string;
  /** The words; undefined when the file cannot be read. */
  data: Record<string, unknown> | undefined;
  errors: { message: string; place: Place }[];
  placeOf: YamlText['placeOf'];
}

/** The files of words of a project, in the order of the alphabet; none when it has no such folder. */
export function readWordsFiles(root: string): WordsFile[] {
  let names: string[];
  try {
    names = readdirSync(path.join(root, 'src', 'i18n')).sort();
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const language = /^strings\.([a-z]{2})\.json$/.exec(name)?.[1];
    if (!language) return [];
    const text = readFileSync(path.join(root, 'src', 'i18n', name), 'utf8').replaceAll('\r\n', '\n');
    return [{ path: `src/i18n/${name}`, language, ...readWords(text) }];
  });
}

/** JSON decides whether it can be read. YAML, of which JSON is a part, knows where everything stands and sees a key that comes twice. */
function readWords(text: string): Pick<WordsFile, 'data' | 'errors' | 'placeOf'> {
  const yaml = readYaml(text);
  let errors = yaml.errors.map(({ code, place }) => ({ message: code, place }));
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    errors = [{ message, place: placeOf(message, text) ?? errors[0]?.place ?? { line: 1, column: 1 } }];
  }
  const isReadable = errors.length === 0 && data !== null && typeof data === 'object' && !Array.isArray(data);
  return { data: isReadable ? (data as Record<string, unknown>) : undefined, errors, placeOf: yaml.placeOf };
}

function placeOf(message: string, text: string): Place | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (!position) return undefined;
  const before = text.slice(0, Number(position));
  // A comma is missed after the text before it, on whichever line the next one stands.
  const lines = (message.startsWith("Expected ','") ? before.trimEnd() : before).split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
