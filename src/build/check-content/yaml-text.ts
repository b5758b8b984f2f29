import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';
import type { Document, Node, ParsedNode } from 'yaml';
import type { Place } from './problem.ts';

export type Path = readonly PropertyKey[];

/** YAML that remembers where everything stands: a whole file, or the front matter of one. */
export interface YamlText {
  /** The values; undefined when the YAML cannot be read. */
  data: unknown;
  errors: { code: string; message: string; place: Place }[];
  /** Where the key or the value of a path stands; the nearest parent that exists when it does not. */
  placeOf(path: Path, part?: 'key' | 'value'): Place;
}

/** `linesAbove`: lines of the file above the YAML. */
export function readYaml(text: string, linesAbove = 0): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + linesAbove, column: col };
  };
  return {
    data: document.errors.length > 0 ? undefined : document.toJS(),
    errors: document.errors.map(({ code, message, pos }) => ({ code, message, place: placeAt(pos[0]) })),
    placeOf: (path, part = 'value') => placeAt(offsetOf(document, path, part)),
  };
}

function offsetOf(document: Document.Parsed, path: Path, part: 'key' | 'value'): number {
  let node: ParsedNode | Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      const key = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
      offset = isLast && part === 'key' ? key : (node?.range?.[0] ?? key);
    } else {
      const items: readonly unknown[] = (node as { items?: readonly unknown[] } | null)?.items ?? [];
      const item = items[Number(step)] as Node | undefined;
      if (!item) break;
      node = item;
      offset = item.range?.[0] ?? offset;
    }
  }
  return offset;
}

const frontMatter = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?=\n|$)/;

/** The front matter of a Markdown file, with places counted in the file; undefined when it does not begin with one. */
export function readFrontMatter(source: string): YamlText | undefined {
  const match = frontMatter.exec(source);
  return match ? readYaml(match[1]!, 1) : undefined;
}
