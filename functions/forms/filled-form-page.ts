import { load, type CheerioAPI } from 'cheerio';
import type { FieldProblems } from '../../src/api/problem-contract.ts';
import { Refusal } from '../http/refusal.ts';
import { unexpectedError } from '../http/unexpected-error.ts';
import { inLanguage, plural, stringsOf, type Language } from '../i18n/words.ts';
import { readPage } from '../site/site-files.ts';

/*
 * The form page again, after a post without JavaScript was refused: the page the build has made, with everything that was typed in
 * it and a word beside each field at fault. cheerio sets attributes and text, never markup, so nothing typed can become a tag.
 */
export function filledFormPage(template: string, shown: ShownForm, form: URLSearchParams, refusal: Refusal): string {
  const { language, action } = shown;
  const page = load(template);
  leaveIslands(page);
  const controls = page(`form[action="${action}"]`).find('input[name], select[name], textarea[name]').toArray();
  for (const control of controls) fillControl(page(control), form);
  const problems = inOrderOfPage(
    refusal.detail.fields ?? {},
    controls.map((control) => page(control).attr('name')),
  );
  for (const [field, code] of problems) {
    const place = page('[data-error-for]').filter((_, element) => page(element).attr('data-error-for') === field);
    place.text(stringsOf(language).fieldProblems[code]).removeAttr('hidden');
    const placeId = place.first().attr('id');
    for (const control of controls.filter((element) => page(element).attr('name') === field)) {
      const described = [page(control).attr('aria-describedby'), placeId].join(' ').trim();
      page(control)
        .attr('aria-invalid', 'true')
        .attr('aria-describedby', [...new Set(described.split(' '))].join(' ') || null);
    }
  }
  summarise(page, shown, form, refusal, problems);
  return page.html();
}

/** The answer to a refused post without JavaScript: the page of the form, filled in, with the status of the refusal. */
export async function refusedForm(
  page: string,
  shown: ShownForm,
  form: URLSearchParams,
  error: unknown,
): Promise<Response> {
  const refusal = error instanceof Refusal ? error : unexpectedError(error, `POST ${shown.action}`);
  const template = await readPage(inLanguage(shown.language, page));
  if (template === undefined) throw refusal;
  return new Response(filledFormPage(template, shown, form, refusal), {
    status: refusal.status,
    headers: { ...refusal.headers(), 'content-type': 'text/html; charset=utf-8' },
  });
}

/** Which form it is. */
export interface ShownForm {
  language: Language;
  /** Where it is sent: the value of its `action`. */
  action: string;
  /** What its fields are called, by name; the tax id by country. */
  labels: Record<string, string | Record<string, string>>;
}

type FieldProblemEntry = [field: string, code: FieldProblems[string]];

/** As a reader meets the fields; what has no field of its own comes last. */
function inOrderOfPage(problems: FieldProblems, names: (string | undefined)[]): FieldProblemEntry[] {
  const place = (field: string) => (names.includes(field) ? names.indexOf(field) : names.length);
  return Object.entries(problems).toSorted(([a], [b]) => place(a) - place(b));
}

/** An island that came to life would show its own empty state over what was typed. */
function leaveIslands(page: CheerioAPI): void {
  for (let island = page('astro-island').first(); island.length > 0; island = page('astro-island').first())
    island.replaceWith(island.contents());
}

function fillControl(control: ReturnType<CheerioAPI>, form: URLSearchParams): void {
  const values = form.getAll(control.attr('name') ?? '');
  const type = control.is('input') ? (control.attr('type') ?? 'text') : '';
  if (type === 'hidden') return;
  if (type === 'checkbox' || type === 'radio') {
    control.attr('checked', values.includes(control.attr('value') ?? 'on') ? '' : null);
  } else if (control.is('select')) {
    control.find('option').each((_, option) => {
      const choice = control.find(option);
      choice.attr('selected', values.includes(choice.attr('value') ?? choice.text()) ? '' : null);
    });
  } else if (control.is('textarea')) {
    control.text(values[0] ?? '');
  } else {
    control.attr('value', values[0] || null);
  }
}

/** On top of the form: what is wrong as a whole, and a link to each field at fault. `autofocus` leads a screen reader to it. */
function summarise(
  page: CheerioAPI,
  { language, action, labels }: ShownForm,
  form: URLSearchParams,
  refusal: Refusal,
  problems: FieldProblemEntry[],
): void {
  const words = stringsOf(language);
  const problem = words.problems[refusal.code];
  const title = problems.length > 0 ? plural(language, words.apply.errorsTitle, problems.length) : problem.title;
  const summary = page('[data-error-summary]').first();
  summary.empty().removeAttr('hidden').attr({ tabindex: '-1', autofocus: '' });
  summary.append(page('<h2></h2>').text(title));
  if (problems.length === 0) summary.append(page('<p></p>').text(problem.remedy));
  if (refusal.detail.instance) summary.append(page('<p></p>').text(refusal.detail.instance));
  const list = page('<ul></ul>');
  for (const [field, code] of problems) list.append(entry(field, code));
  if (problems.length > 0) summary.append(list);
  page('title').text(`${title} · ${page('title').first().text()}`);

  function entry(field: string, code: FieldProblems[string]) {
    const control = page(`form[action="${action}"] [name]`).filter(
      (_, element) => page(element).attr('name') === field,
    );
    const link = page('<a></a>').text(`${labelOf(labels, field, form)}: ${words.fieldProblems[code]}`);
    return page('<li></li>').append(link.attr('href', `#${control.first().attr('id') ?? ''}`));
  }
}

function labelOf(labels: ShownForm['labels'], field: string, form: URLSearchParams): string {
  const label = Object.hasOwn(labels, field) ? labels[field] : undefined;
  if (typeof label === 'string' || label === undefined) return label ?? field;
  return label[form.get('company.country') ?? ''] ?? Object.values(label)[0] ?? field;
}
