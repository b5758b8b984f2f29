import * as words from './corpus-words.ts';

/** The same numbers for the same seed, on every machine (mulberry32). */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    between: (from: number, to: number) => from + below(to - from + 1),
    pick: <T>(list: readonly T[]): T => list[below(list.length)]!,
  };
}
export type Random = ReturnType<typeof seeded>;

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

/** Sentences, headings and blocks of Markdown in Russian, some with quotes, dashes and numbers for the typography to set. */
export function writer(random: Random) {
  const { pick, next, between } = random;

  /** Names of invented companies: real texts have thousands of words that stand on a page or two. */
  const company = () => capital(Array.from({ length: 3 }, () => pick(words.syllables)).join(''));
  const action = () => `${pick(words.actors)} ${pick(words.verbs)} ${pick(words.objects)}`;
  const sentence = (): string => {
    const kind = next();
    if (kind < 0.08)
      return `Компания «${company()}» - ${pick(words.examples)}: ${action()} ${pick(words.circumstances)}.`;
    if (kind < 0.4) return `${capital(action())} ${pick(words.circumstances)}.`;
    if (kind < 0.55) return `${capital(action())}, а ${action()} ${pick(words.circumstances)}.`;
    if (kind < 0.7) return `Если ${pick(words.conditions)}, ${pick(words.consequences)}.`;
    if (kind < 0.8) return `Чтобы ${pick(words.purposes)}, ${pick(words.consequences)}.`;
    if (kind < 0.88)
      return `На это уходит от ${between(2, 6)} до ${between(8, 28)} часов, то есть около ${between(3, 40)} % времени проекта - ${pick(words.circumstances)}.`;
    if (kind < 0.94)
      return `Запишите фразой "${pick(words.actors)} ${pick(words.verbs)} ${pick(words.objects)}", и **${pick(words.consequences)}**.`;
    return `В системе это называется \`${pick(['crm.deal', 'user.get', 'task.item', 'department', 'lists.element'])}\`, и ${action()} ${pick(words.circumstances)}.`;
  };
  const sentences = (count: number) => Array.from({ length: count }, sentence).join(' ');
  const paragraph = () => sentences(between(3, 5));
  const heading = () => `${pick(words.headingStarts)} ${pick(words.headingObjects)}`;
  const list = (mark: (at: number) => string) =>
    Array.from(
      { length: between(4, 6) },
      (_, at) => `${mark(at)} ${capital(action())} ${pick(words.circumstances)};`,
    ).join('\n');
  const table = () => {
    const rows = Array.from(
      { length: between(4, 6) },
      () =>
        `| ${capital(pick(words.objects))} | ${capital(pick(words.actors))} | ${between(1, 60)} | ${capital(pick(words.circumstances))} |`,
    );
    return ['| Что | Кто | Часов | Когда |', '|---|---|---:|---|', ...rows].join('\n');
  };
  const code = () => {
    const [language, text] = pick(words.code);
    return `\`\`\`${language}\n${text}\n\`\`\``;
  };
  /** For fields that hold no markup. */
  const description = () => `${heading()}: ${action()} ${pick(words.circumstances)}.`;
  const title = () => `${heading()} ${pick(words.ends)}`;
  return { sentence, sentences, paragraph, heading, list, table, code, title, description };
}
export type Writer = ReturnType<typeof writer>;
