/** Where readers go to edit a file, up to its path: `https://github.com/vendor/partners/edit/main`. */
const known: readonly { host: RegExp; form: string }[] = [
  { host: /^github\.com$/, form: 'edit/main' },
  { host: /^gitlab\./, form: '-/edit/main' },
];

/**
 * Reads `LETOK_REPOSITORY_URL`. The front page of a repository on GitHub or GitLab is enough: the branch is then `main`.
 * @returns undefined when there is none
 * @throws Error with one sentence
 */
export function repositoryUrl(setting = process.env['LETOK_REPOSITORY_URL']): string | undefined {
  const text = setting?.trim().replace(/\/+$/, '');
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.pathname === '/' || url.search || url.hash || url.username)
    throw new Error(
      'LETOK_REPOSITORY_URL is not an address such as https://github.com/vendor/partners or https://git.vendor.example/partners/_edit/main.',
    );
  const isFrontPage = url.pathname.split('/').length === 3;
  const form = isFrontPage && known.find(({ host }) => host.test(url.hostname))?.form;
  return form ? `${text}/${form}` : text;
}

/** The address at which a file of the project is edited; `file` as `content/kb/ru/pinning/extend.mdx`. */
export function editAddress(file: string | undefined): string | undefined {
  const base = repositoryUrl();
  return base && file ? `${base}/${encodeURI(file)}` : undefined;
}
