import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { fill, formatDate, formatMoment, formatMoney, formatNumber } from '#i18n/formats.ts';
import { AwaitedRows } from '#ui/Awaited.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { DownloadButton } from '#ui/DownloadButton.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { valueOf, type ProblemError } from '#ui/room-query.ts';
import type { ListPage } from '../../api/list-address.ts';
import { readRows, rowsCsv } from './figures-api.ts';
import type { FigureName, FigureRow } from './figures-contract.ts';
import { scrolled } from './FigureBlock.tsx';
import { quarterName, type FiguresProps } from './Figures.tsx';

/** Which rows: the words of the address of `/api/staff/figures/rows`, and what the number is called. */
export interface AskedRows {
  title: string;
  figure: FigureName;
  quarter?: string;
  kind?: string;
  inTime?: 'true' | 'false';
  week?: string;
  status?: string;
  stage?: string;
  partnerId?: string;
}

type ColumnName = keyof FiguresProps['words']['figures']['columns'];
const columnsOf: Record<FigureName, ColumnName[]> = {
  partners: ['partner', 'taxId', 'accountManager', 'joinedAt'],
  revenue: ['quarter', 'totalRevenueKopecks', 'partnerRevenueKopecks', 'by', 'at'],
  decisions: ['number', 'title', 'kind', 'receivedAt', 'decidedAt', 'answerBy', 'inTime'],
  pins: ['client', 'taxId', 'partner', 'until'],
  leads: ['number', 'client', 'partner', 'status', 'receivedAt'],
};

/** The rows a number is made of, in place; for programme leads with a file of all of them. */
export function FigureRows(props: FiguresProps & { asked: AskedRows; isLead: boolean; onClose: () => void }) {
  const { words, locale, asked, isLead, onClose } = props;
  const { title, ...query } = asked;
  const t = words.figures;
  const pages = useInfiniteQuery<
    ListPage<FigureRow>,
    ProblemError,
    InfiniteData<ListPage<FigureRow>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: ['figures', 'rows', query],
    queryFn: ({ pageParam }) => valueOf(readRows({ ...query, ...(pageParam && { cursor: pageParam }) })),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
  });
  const rows = pages.data?.pages.flatMap(({ items }) => items);
  const total = pages.data?.pages[0]?.total;
  const columns = columnsOf[asked.figure];
  return (
    <Dialog
      title={total === undefined ? title : fill(t.rowsOf, { title, n: formatNumber(locale, total) })}
      close={t.close}
      onClose={onClose}
    >
      <div className="figure-rows-inside">
        {pages.error && (
          <ProblemNote problem={pages.error.problem} words={words} onRetry={() => void pages.refetch()} />
        )}
        {!rows && !pages.error && <AwaitedRows rows={3} words={words} />}
        {rows?.length === 0 && <p className="muted">{t.noRows}</p>}
        {rows && rows.length > 0 && (
          // A table wider than the window is scrolled, by keyboard too.
          <div className="scroll-x" {...scrolled(title)}>
            <table className="plain-table">
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col" className={isMoney(column) ? 'end' : undefined}>
                      {t.columns[column]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    {columns.map((column) => (
                      <td key={column} className={isMoney(column) ? 'end' : undefined}>
                        {cell(row, column, props)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <div className="actions">
          {pages.hasNextPage && (
            <button type="button" className="button button-small" onClick={() => void pages.fetchNextPage()}>
              {words.states.more}
            </button>
          )}
          {isLead && rows && rows.length > 0 && (
            <DownloadButton path={rowsCsv(query)} words={words}>
              {t.downloadRows}
            </DownloadButton>
          )}
        </div>
      </div>
    </Dialog>
  );
}

const isMoney = (column: ColumnName) => column.endsWith('Kopecks');

function cell(row: FigureRow, column: ColumnName, { words, locale, timeZone, urls }: FiguresProps) {
  const t = words.figures;
  const value = row[column];
  if (value === undefined) return '—';
  switch (column) {
    case 'partner':
      return row.partnerId ? <a href={`${urls.partners}?id=${row.partnerId}`}>{value}</a> : value;
    case 'client':
      return row.clientId ? <a href={`${urls.clients}?id=${row.clientId}`}>{value}</a> : value;
    case 'number':
    case 'taxId':
      return <span className="number">{value}</span>;
    case 'kind':
      return t.kinds[value as keyof typeof t.kinds];
    case 'status':
      return t.statuses[value as keyof typeof t.statuses];
    case 'quarter':
      return quarterName(t.quarterShortNames, String(value));
    case 'inTime':
      return value ? t.yes : t.no;
    case 'answerBy':
      return formatDate(locale, String(value));
    case 'totalRevenueKopecks':
    case 'partnerRevenueKopecks':
      return formatMoney(locale, Number(value));
    case 'receivedAt':
    case 'decidedAt':
    case 'until':
    case 'at':
      return <time dateTime={String(value)}>{formatMoment(locale, String(value), timeZone)}</time>;
    case 'joinedAt':
      return formatDate(locale, String(value), timeZone);
    default:
      return value;
  }
}
