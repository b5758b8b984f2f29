/** What the environment says of the site's address. */
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Origin of the site as pages, feeds and sitemap name it: `LETOK_SITE_URL`, else `URL` (Netlify's), else this machine with the port of
 * the host. An empty variable counts as not given, as everywhere (.env.example).
 * @throws with one sentence
 */
export function siteAddress(variables: Variables): string {
  const given = (name: string) => variables[name]?.trim() || undefined;
  const name = ['LETOK_SITE_URL', 'URL'].find((candidate) => given(candidate) !== undefined);
  if (name === undefined) return `http://localhost:${given('PORT') ?? '4321'}`;
  const address = URL.parse(given(name)!);
  if (address && /^https?:$/.test(address.protocol)) return address.origin;
  throw Object.assign(
    new Error(`${name} is not an address such as https://partners.example (.env.example explains it).`),
    {
      stack: '',
    },
  );
}
