import type { EnteredFigure } from './figures-contract.ts';

/** Revenue through partners as a share of the total, per cent with one digit; undefined while there is no total. */
export function sharePercent({
  totalRevenueKopecks,
  partnerRevenueKopecks,
}: Pick<EnteredFigure, 'totalRevenueKopecks' | 'partnerRevenueKopecks'>): number | undefined {
  return totalRevenueKopecks > 0 ? Math.round((partnerRevenueKopecks / totalRevenueKopecks) * 1000) / 10 : undefined;
}

/** Of so many, in whole per cent; undefined of none. */
export const partPercent = (part: number, whole: number): number | undefined =>
  whole > 0 ? Math.round((part / whole) * 100) : undefined;

/** «1 250 000,50» in kopecks; undefined for what is no amount. */
export function kopecksOf(typed: string): number | undefined {
  const text = typed.replace(/[\s\u00A0\u202F₽]/g, '').replace(',', '.');
  if (!/^\d{1,13}(\.\d{1,2})?$/.test(text)) return undefined;
  const [roubles = '0', rest = ''] = text.split('.');
  return Number(roubles) * 100 + Number(rest.padEnd(2, '0'));
}
