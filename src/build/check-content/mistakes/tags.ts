import { tagContracts } from '../../../mdx/tags-contract.ts';
import type { TagContract } from '../../../mdx/tags-contract.ts';
import type { ContentSite, PageFile } from '../content-site.ts';
import type { Tag } from '../markdown-text.ts';
import { nearestName } from '../nearest-name.ts';
import { sourceOf } from './images.ts';
import type { Report } from '../problem.ts';

const names = Object.keys(tagContracts);

/** Tags and attributes that src/mdx/tags-contract.ts does not know, or that are not as it says. */
export function findTagMistakes(site: ContentSite, report: Report): void {
  for (const page of site.pages) {
    for (const tag of page.markdown.tags) {
      const contract = tagContracts[tag.name];
      if (contract) checkTag(page, tag, contract, report);
      else
        report('tag-unknown', page, tag, { tag: tag.name, tags: names.join(', '), near: nearestName(tag.name, names) });
    }
  }
}

function checkTag(page: PageFile, tag: Tag, contract: TagContract, report: Report): void {
  const known = Object.keys(contract.attributes);
  const list = known.join(', ');
  for (const { name, value, ...place } of tag.attributes) {
    const attribute = contract.attributes[name];
    const values = { tag: tag.name, name, value: String(value), attributes: list };
    if (!attribute) {
      report('attribute-unknown', page, place, { ...values, near: nearestName(name, known) });
    } else if (attribute.is === 'flag') {
      if (typeof value === 'string') report('attribute-flag', page, place, values);
    } else if (value === true || (typeof value === 'string' && value.trim() === '' && name !== 'alt')) {
      report('attribute-empty', page, place, values);
    } else if (attribute.is === 'minutes' && typeof value === 'string' && !/^[1-9]\d{0,2}$/.test(value)) {
      report('attribute-number', page, place, values);
    } else if (Array.isArray(attribute.is) && typeof value === 'string' && !attribute.is.includes(value)) {
      report('attribute-choice', page, place, {
        ...values,
        choices: attribute.is.join(', '),
        near: nearestName(value, attribute.is),
      });
    }
  }
  const given = new Set(tag.attributes.map(({ name }) => name));
  for (const name of known) {
    if (!contract.attributes[name]?.required || given.has(name)) continue;
    if (name === 'alt') report('image-alt-missing', page, tag, { url: sourceOf(tag) });
    else report('attribute-missing', page, tag, { tag: tag.name, name });
  }
  if (contract.content === 'none' && !tag.isEmpty) report('tag-with-content', page, tag, { tag: tag.name });
  if (contract.content === 'text' && tag.isEmpty) report('tag-empty', page, tag, { tag: tag.name });
  if (contract.inside && tag.around.at(-1) !== contract.inside)
    report('tag-outside', page, tag, { tag: tag.name, inside: contract.inside });
  if (contract.frame && page.data['frame'] !== contract.frame)
    report('tag-frame', page, tag, { tag: tag.name, frame: contract.frame });
}
