import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListPage, type ListQuery } from '../../api/list-address.ts';
import type { EnteredFigure, FigureRow, FiguresInput, FigureTable, StaffFigures } from './figures-contract.ts';

export const readFigures = (quarter: string | undefined) =>
  callApi<StaffFigures>(listAddress('/api/staff/figures', { ...(quarter && { quarter }) }));

export const readRows = (query: ListQuery) =>
  callApi<ListPage<FigureRow>>(listAddress('/api/staff/figures/rows', query));

export const enterFigures = (figures: FiguresInput, idempotencyKey: string) =>
  callApi<EnteredFigure>('/api/staff/figures', { method: 'POST', body: figures, idempotencyKey });

export const rowsCsv = (query: ListQuery) => listAddress('/api/staff/figures.csv', query);

export const tableCsv = (table: FigureTable, quarter: string) =>
  listAddress('/api/staff/figures.csv', { table, quarter });
