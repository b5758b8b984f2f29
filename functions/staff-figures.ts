import type { Config } from '@netlify/functions';
import * as z from 'zod/mini';
import {
  figuresFilters,
  figuresRequest,
  rowFilters,
  tableFilters,
  type EnteredFigure,
  type FigureRow,
  type StaffFigures,
} from '../src/features/figures/figures-contract.ts';
import { csvAnswer, writeCsv } from './csv/write-csv.ts';
import { tableOfFigures } from './figures/figure-tables.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readListQuery, readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/figures', answer: tellFigures },
  { method: 'POST', path: '/api/staff/figures', answer: enterFigures },
  { method: 'GET', path: '/api/staff/figures/rows', answer: tellRows },
  { method: 'GET', path: '/api/staff/figures.csv', answer: tellTable },
  { method: 'POST', path: '/api/staff/figures.csv', answer: exportRows },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/figures', '/api/staff/figures/rows', '/api/staff/figures.csv'] };

interface Rows {
  items: FigureRow[];
  next?: string;
  total: number;
}

async function tellFigures(exchange: Exchange): Promise<Response> {
  const { quarter } = readListQuery(exchange, figuresFilters);
  return Response.json(await callAsCaller<StaffFigures>(exchange, 'staff_figures', { quarter }));
}

async function enterFigures(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, figuresRequest);
  return Response.json(await callAsCaller<EnteredFigure>(exchange, 'enter_figures', { ...value, ...repetition }));
}

async function tellRows(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<Rows>(exchange, 'list_figure_rows', readListQuery(exchange, rowFilters)));
}

/** The table of the page, which holds numbers alone. */
async function tellTable(exchange: Exchange): Promise<Response> {
  const { table, quarter } = readListQuery(exchange, tableFilters);
  const figures = await callAsCaller<StaffFigures>(exchange, 'staff_figures', { quarter });
  return csvAnswer(`figures-${table}-${figures.quarter}.csv`, tableOfFigures(table, figures));
}

/** All rows behind a figure, for programme leads. */
async function exportRows(exchange: Exchange): Promise<Response> {
  const asked = readListQuery(exchange, rowFilters);
  await readRequest(exchange, z.object({}));
  const { items } = await callAsCaller<{ items: FigureRow[] }>(exchange, 'export_figure_rows', asked);
  const columns = [...new Set(items.flatMap((row) => Object.keys(row)))].filter(
    (key) => !key.toLowerCase().endsWith('id') || key === 'taxId',
  );
  const rows = items.map((row) => columns.map((column) => cellOf(row[column as keyof FigureRow])));
  return csvAnswer(`figures-${asked.figure}.csv`, writeCsv(columns, rows));
}

const cell = z.union([z.string(), z.number(), z.boolean()]);
const cellOf = (value: unknown) => (cell.safeParse(value).success ? (value as string | number | boolean) : '');
