import type { FigureTable, StaffFigures } from '../../src/features/figures/figures-contract.ts';
import { sharePercent } from '../../src/features/figures/figures-rules.ts';
import { writeCsv, type Cell } from '../csv/write-csv.ts';

const roubles = (kopecks: number | undefined) => (kopecks === undefined ? undefined : kopecks / 100);

/** The tables of the page as files; columns have the names of the contract, so that a file means the same in every language. */
const tables: Record<FigureTable, (figures: StaffFigures) => [columns: string[], rows: Cell[][]]> = {
  quarters: ({ quarters, targetSharePercent }) => [
    [
      'quarter',
      'partners',
      'partnersPlan',
      'joined',
      'revenueThroughPartnersRub',
      'revenuePlanRub',
      'totalRevenueRub',
      'sharePercent',
      'targetSharePercent',
      'enteredBy',
      'enteredAt',
      'corrections',
    ],
    quarters.map((one) => [
      one.quarter,
      one.partners,
      one.partnersPlan,
      one.joined,
      roubles(one.revenue?.partnerRevenueKopecks),
      roubles(one.revenuePlanKopecks),
      roubles(one.revenue?.totalRevenueKopecks),
      one.revenue && sharePercent(one.revenue),
      targetSharePercent,
      one.revenue?.by,
      one.revenue?.at,
      one.corrections,
    ]),
  ],
  decisions: ({ decisions, quarter }) => [
    ['quarter', 'kind', 'decided', 'inTime', 'medianHours', 'waiting', 'overdue'],
    decisions.map((one) => [quarter, one.kind, one.decided, one.inTime, one.medianHours, one.waiting, one.overdue]),
  ],
  pins: ({ pins }) => [['from', 'to', 'count'], pins.map(({ from, to, count }) => [from, to, count])],
  leads: ({ leads, quarter }) => [
    ['quarter', 'status', 'count'],
    [
      [quarter, 'registered', leads.registered],
      [quarter, 'everPinned', leads.everPinned],
      ...Object.entries(leads.byStatus).map(([status, count]) => [quarter, status, count]),
      ...Object.entries(leads.byStage).map(([stage, count]) => [quarter, `stage.${stage}`, count]),
    ],
  ],
};

export const tableOfFigures = (table: FigureTable, figures: StaffFigures): string =>
  writeCsv(...tables[table](figures));
