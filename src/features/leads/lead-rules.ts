import { normaliseTaxId } from '../companies/tax-id-rules.ts';

/** A sum as people type it («640 000», «640 000,50 ₽») in kopecks; NaN when it is none, undefined when nothing was typed. */
export function kopecksOf(typed: string): number | undefined {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s\p{Zs}']|руб\.?|р\.$|₽|RUB/giu, '')
    .replace(',', '.');
  if (text === '') return undefined;
  return /^\d{1,11}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN;
}

/** The own client with this number, if there is one: a form may say «already yours» while somebody types, and nothing of foreign clients. */
export function ownClient<C extends { country: string; taxId: string }>(
  clients: readonly C[],
  country: string,
  typedTaxId: string,
): C | undefined {
  const taxId = normaliseTaxId(typedTaxId);
  return taxId === '' ? undefined : clients.find((client) => client.country === country && client.taxId === taxId);
}
