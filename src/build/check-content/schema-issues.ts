import { readFileSync } from 'node:fs';
import { z } from 'astro/zod';
import type { ContentFile } from './content-site.ts';
import { nearestName } from './nearest-name.ts';
import type { ProblemKind, Report, Values } from './problem.ts';
import { readFrontMatter, readYaml } from './yaml-text.ts';
import type { Path, YamlText } from './yaml-text.ts';

type Issue = z.core.$ZodIssue;

/** Turns what zod says about a value into problems at the place of the key or the value. `at`: where the value stands in its file. */
export function issueReporter(
  file: ContentFile,
  schema: z.ZodType,
  value: unknown,
  at: Path,
  report: Report,
): (issue: Issue) => void {
  const tell = (kind: ProblemKind, path: Path, part: 'key' | 'value', values: Values = {}) => {
    report(kind, file, file.yaml!.placeOf([...at, ...path], part), {
      field: fieldName(path),
      sample: sampleOf(file, path),
      ...values,
    });
  };
  const reportIssue = (issue: Issue): void => {
    const { path } = issue;
    const given = valueAt(value, path);
    const shown = { given: inYaml(given) };
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) {
          const known = keysAt(schema, path).filter((name) => name !== key);
          tell('field-unknown', [...path, key], 'key', {
            field: key,
            fields: known.join(', '),
            near: nearestName(key, known),
          });
        }
        return;
      case 'invalid_type':
        if (given === undefined) tell('field-missing', path, 'key');
        else if (given === null && isPieceOfText(value, path))
          tell('comma-unquoted', path.slice(0, -1), 'key', { piece: String(path.at(-1)) });
        else tell('field-type', path, 'value', { ...shown, typeName: issue.expected });
        return;
      case 'too_small':
      case 'too_big':
        return tell(...boundsProblem(issue, path, given, schema));
      case 'invalid_value': {
        const choices = issue.values.map(String);
        if (given === undefined) return tell('field-missing', path, 'key');
        return tell('field-choice', path, 'value', {
          ...shown,
          choices: choices.join(', '),
          near: nearestName(String(given), choices),
        });
      }
      case 'invalid_union':
        if (issue.errors.length === 0)
          return tell('field-choice', path, 'value', { ...shown, choices: choicesAt(schema, path).join(', ') });
        for (const inner of nearestVariant(issue.errors)) reportIssue({ ...inner, path: [...path, ...inner.path] });
        return;
      case 'custom': {
        const problem = issue.params?.['problem'] as ProblemKind | undefined;
        return tell(problem ?? 'field-format', path, problem === 'field-missing' ? 'key' : 'value', {
          ...shown,
          ...(problem === 'time-zone' && { near: nearestTimeZone(String(given)) }),
        });
      }
      default:
        return tell(path[0] === 'redirects' ? 'redirect-format' : 'field-format', path, 'value', shown);
    }
  };
  return reportIssue;
}

/** Cities that the IANA list does not name, and the zone they live by. */
const zonesOfCities: Record<string, string> = {
  astana: 'Asia/Almaty',
  'nur-sultan': 'Asia/Almaty',
  karaganda: 'Asia/Almaty',
  shymkent: 'Asia/Almaty',
  brest: 'Europe/Minsk',
  gomel: 'Europe/Minsk',
  kazan: 'Europe/Moscow',
  petersburg: 'Europe/Moscow',
  sochi: 'Europe/Moscow',
  chelyabinsk: 'Asia/Yekaterinburg',
  perm: 'Asia/Yekaterinburg',
  ufa: 'Asia/Yekaterinburg',
};

function nearestTimeZone(given: string): string {
  const city = given
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^.*\/(?:(?:st|saint|sankt)-)?/, '');
  return zonesOfCities[city] ?? nearestName(given, Intl.supportedValuesOf('timeZone'));
}

/** Of several shapes a value may have, the one with the fewest mistakes was meant. */
const nearestVariant = (variants: readonly Issue[][]): Issue[] => variants.toSorted((a, b) => a.length - b.length)[0]!;

/** `benefits.title` for the path to the title of the third benefit: the place tells which. */
export const fieldName = (path: Path): string => path.filter((step) => typeof step !== 'number').join('.');

type Bounds = Extract<Issue, { code: 'too_small' | 'too_big' }>;

function boundsProblem(
  issue: Bounds,
  path: Path,
  given: unknown,
  schema: z.ZodType,
): [ProblemKind, Path, 'value', Values] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schemaAt(schema, path);
  const isShort = issue.code === 'too_small';
  if (typeof given === 'string') {
    return [
      isShort ? 'text-short' : 'text-long',
      path,
      'value',
      { length: given.trim().length, least: minLength ?? 0, most: maxLength ?? '' },
    ];
  }
  if (Array.isArray(given))
    return ['list-length', path, 'value', { length: given.length, least: minItems ?? 0, most: maxItems ?? '' }];
  return ['number-range', path, 'value', { given: String(given), least: minimum ?? '', most: maximum ?? '' }];
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (part, step) => (part && typeof part === 'object' ? (part as Record<PropertyKey, unknown>)[step] : undefined),
    value,
  );

/** `{ ru: Видно, кто отстал }`: the comma has made a key of the rest of a text. */
const isPieceOfText = (value: unknown, path: Path) =>
  !/^[a-z]{2}$/.test(String(path.at(-1))) && 'ru' in (valueAt(value, path.slice(0, -1)) as object);

/** A value as somebody may have typed it. */
const inYaml = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  const?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

const jsonSchemas = new Map<z.ZodType, JsonSchema>();

/** The part of a schema that a path leads to; the first variant where there are several. */
function schemaAt(schema: z.ZodType, path: Path): JsonSchema {
  if (!jsonSchemas.has(schema))
    jsonSchemas.set(schema, z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema);
  return path.reduce<JsonSchema>((part, step) => {
    const variants = part.anyOf ?? part.oneOf ?? [part];
    for (const variant of variants) {
      const inner = typeof step === 'number' ? variant.items : variant.properties?.[String(step)];
      if (inner) return inner;
    }
    return {};
  }, jsonSchemas.get(schema)!);
}

function keysAt(schema: z.ZodType, path: Path): string[] {
  const part = schemaAt(schema, path);
  return [...new Set((part.anyOf ?? part.oneOf ?? [part]).flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

/** The values a discriminator may have: `kind` of a fact. */
function choicesAt(schema: z.ZodType, path: Path): string[] {
  const parent = schemaAt(schema, path.slice(0, -1));
  return (parent.anyOf ?? parent.oneOf ?? []).map(({ properties }) =>
    String(properties?.[String(path.at(-1))]?.const ?? ''),
  );
}

interface Template {
  lines: string[];
  /** Its YAML is a list of items. */
  isList: boolean;
  placeOf: YamlText['placeOf'];
}

const templates = new Map<string, Template | undefined>();

/** The line of the collection's template in which the field stands: `owner: partner-programme`. */
function sampleOf(file: ContentFile, path: Path): string {
  const template = templateOf(file);
  if (!template || path.length === 0) return '';
  const first = path.map((step) => (typeof step === 'number' ? 0 : step));
  const { line } = template.placeOf(template.isList ? [0, ...first] : first, 'key');
  const text =
    template.lines[line - 1]
      ?.trim()
      .replace(/^- /, '')
      .replace(/\s+#.*$/, '') ?? '';
  const key = String(first.findLast((step) => typeof step === 'string') ?? '');
  return text.includes(`${key}:`) ? text : '';
}

export const templatesFolder = new URL('../../../content/templates/', import.meta.url);

function templateOf({ collection }: ContentFile) {
  if (!collection) return undefined;
  if (!templates.has(collection)) {
    const extension = ['mdx', 'yaml'].find((name) => textOf(`${collection}.${name}`) !== undefined);
    const text = extension && textOf(`${collection}.${extension}`);
    const yaml = text && (extension === 'yaml' ? readYaml(text) : readFrontMatter(text));
    templates.set(
      collection,
      yaml ? { lines: text.split('\n'), isList: Array.isArray(yaml.data), placeOf: yaml.placeOf } : undefined,
    );
  }
  return templates.get(collection);
}

function textOf(name: string): string | undefined {
  try {
    return readFileSync(new URL(name, templatesFolder), 'utf8');
  } catch {
    return undefined;
  }
}
