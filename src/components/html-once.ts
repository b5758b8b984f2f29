const rendered = new Map<string, Promise<string>>();

/** In development nothing is kept, so that an edit shows. */
export function htmlOnce(name: string, render: () => Promise<string>): Promise<string> {
  if (import.meta.env.DEV) return render();
  const known = rendered.get(name) ?? render();
  rendered.set(name, known);
  return known;
}
