import type { ContentSite, PageFile } from '../content-site.ts';
import { nearestName } from '../nearest-name.ts';
import type { Report } from '../problem.ts';

const top = { line: 1, column: 1 };

/** Files in the wrong folder, or with a name that cannot be an address. */
export function findMisplacedFiles(site: ContentSite, report: Report): void {
  for (const file of site.files) {
    if (!file.collection) report('file-homeless', file, top, { name: file.path.split('/').at(-1)! });
  }
  for (const page of site.pages) {
    const bad = page.address.path.split('/').find((part) => part !== '' && !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part));
    if (bad) report('file-name', page, top, { name: bad });
    const { language } = page.address;
    if (!site.languages.includes(language)) {
      report('language-unknown', page, top, {
        language,
        languages: site.languages.join(', '),
        near: nearestName(language, site.languages),
      });
    }
    checkByCollection[page.collection]?.(page, site, report);
  }
  for (const file of site.files) {
    const id = file.yaml?.data && file.data['id'];
    if (file.collection === 'editions' && typeof id === 'string' && id !== file.id) {
      report('edition-not-folder', file, file.yaml!.placeOf(['id']), { given: id, folder: file.id });
    }
  }
}

type Check = (page: PageFile, site: ContentSite, report: Report) => void;

const checkByCollection: Partial<Record<PageFile['collection'], Check>> = {
  pages(page, _site, report) {
    const first = page.id.split('/')[1] ?? '';
    if (first === 'partner' || first === 'staff') report('folder-reserved', page, top, { folder: first });
  },
  kb(page, site, report) {
    const parts = page.id.split('/');
    if (parts.length !== 3) return report('kb-depth', page, top);
    const section = parts[1]!;
    if (!site.sections || site.sections.has(section)) return;
    report('section-unknown', page, top, {
      section,
      sections: [...site.sections].join(', '),
      near: nearestName(section, site.sections),
    });
  },
  solutions(page, site, report) {
    const [solution = '', , name = ''] = page.id.split('/');
    const { part } = page.data;
    if (typeof part === 'string' && part !== name)
      report('part-not-file', page, page.yaml!.placeOf(['part']), { given: part, name });
    if (!site.facts.has(solution)) report('facts-missing', page, top, { solution });
  },
  offers(page, site, report) {
    const edition = page.id.split('/')[0]!;
    const { language } = page.address;
    const given = page.data;
    if (given['edition'] !== undefined && given['edition'] !== edition) {
      report('edition-not-folder', page, page.yaml!.placeOf(['edition']), {
        given: String(given['edition']),
        folder: edition,
      });
    }
    if (given['lang'] !== undefined && given['lang'] !== language) {
      report('lang-not-file', page, page.yaml!.placeOf(['lang']), { given: String(given['lang']), language });
    }
    if (!site.editions.has(edition)) report('rules-missing', page, top, { edition });
  },
};
