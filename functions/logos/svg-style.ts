import { refuse } from './refuse-logo.ts';
import { pointsOutside } from './svg-allowed.ts';

export type Declarations = [name: string, value: string][];

/** Declarations of a style: `fill: #fff; stroke: none`. */
export function readDeclarations(text: string): Declarations {
  if (pointsOutside(text)) refuse('svg_outside');
  return text
    .split(';')
    .map((one) => one.split(':'))
    .filter(({ length }) => length === 2)
    .map(([name, value]) => [name!.trim().toLowerCase(), value!.replace(/!\s*important/i, '').trim()]);
}

/**
 * A style sheet as drawing programs write it: flat rules for classes, later ones over earlier ones. Whatever else a sheet may do is
 * refused. @throws Refusal `svg_style`, `svg_outside`
 */
export function readStyleSheet(text: string): { name: string; declarations: Declarations }[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/<!--|-->/g, ' ');
  if (pointsOutside(plain)) refuse('svg_outside');
  const rules: { name: string; declarations: Declarations }[] = [];
  const rest = plain.replace(/([^{}]*)\{([^{}]*)\}/g, (_, selectors: string, body: string) => {
    const declarations = readDeclarations(body);
    for (const selector of selectors.split(',')) {
      const name = /^\s*\.([\w-]{1,100})\s*$/.exec(selector)?.[1];
      if (!name) refuse('svg_style');
      rules.push({ name, declarations });
    }
    return '';
  });
  if (rest.trim() !== '' || rules.length > 500) refuse('svg_style');
  return rules;
}
