import './room-table.css';
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';
import type { ListPage } from '../api/list-address.ts';
import { AwaitedRows } from './Awaited.tsx';
import { ListControls, type ListFilter } from './ListControls.tsx';
import { ProblemNote, type ProblemWords } from './ProblemNote.tsx';
import type { RoomList } from './use-list.ts';
import type { Strings } from '#i18n/languages.ts';

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** The word the server sorts by when the title is pressed; `-` before it: the greatest first at the first press. */
  sort?: string;
  /** Numbers and money stand at the end of their column. */
  align?: 'end';
  /** Names the row: its header, and its first line on a phone. */
  isName?: boolean;
  /** Has no title in sight: buttons. */
  isBare?: boolean;
}

interface Props<Row, Page extends ListPage<Row>> {
  list: RoomList<Row, Page>;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  rowClass?: (row: Row) => string | undefined;
  /** What the table shows, for screen readers. */
  label: string;
  words: ProblemWords & Pick<Strings, 'lists'>;
  locale: string;
  searchLabel?: string;
  filters?: ListFilter[];
  /** Shown where nothing is there at all: what to do next. */
  empty: ReactNode;
  controls?: ReactNode;
}

const features = tableFeatures({});

/**
 * A list as a table, where there is room for one; on a phone every row is a small block with its titles. Searched, sorted and paged by the
 * server (useList()). It is made of roles: elements of a
 * table lose theirs in some browsers when they are laid out anew.
 */
export function RoomTable<Row extends object, Page extends ListPage<Row> = ListPage<Row>>(props: Props<Row, Page>) {
  const { list, words, locale, empty, label } = props;
  const t = words.lists;
  if (list.problem && !list.rows) return <ProblemNote problem={list.problem} words={words} onRetry={list.reload} />;
  if (list.rows?.length === 0 && !list.isNarrowed && !list.isAsking) return empty;
  return (
    <div className="room-list">
      <ListControls
        words={words}
        locale={locale}
        list={list}
        {...(props.searchLabel && { searchLabel: props.searchLabel })}
        {...(props.filters && { filters: props.filters })}
      >
        {props.controls}
      </ListControls>
      {list.problem && <ProblemNote problem={list.problem} words={words} onRetry={list.reload} />}
      {!list.rows ? (
        <AwaitedRows rows={5} words={words} />
      ) : list.rows.length === 0 ? (
        <p className="list-none muted">{t.none}</p>
      ) : (
        <Rows {...props} rows={list.rows} />
      )}
      {list.hasMore && (
        <p className="actions list-more">
          <button type="button" className="button" aria-disabled={list.isMoreComing || undefined} onClick={list.more}>
            {words.states.more}
            <span className="visually-hidden">: {label}</span>
          </button>
        </p>
      )}
    </div>
  );
}

function Rows<Row extends object, Page extends ListPage<Row>>({
  list,
  rows,
  columns,
  rowKey,
  rowClass,
  label,
}: Props<Row, Page> & { rows: Row[] }) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map(({ id, title, cell }) =>
      helper.display({ id, header: title, cell: ({ row }) => cell(row.original) }),
    );
  }, [columns]);
  const table = useTable({ features, columns: definitions, data: rows, getRowId: rowKey });
  const columnOf = (id: string) => columns.find((one) => one.id === id)!;
  return (
    <div className="room-table" role="table" aria-label={label} aria-busy={list.isAsking || undefined}>
      <div role="rowgroup" className="room-table-head">
        {table.getHeaderGroups().map((group) => (
          <div role="row" key={group.id}>
            {group.headers.map((header) => (
              <Header key={header.id} column={columnOf(header.column.id)} list={list} />
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" className="room-table-body">
        {table.getRowModel().rows.map((row) => (
          <div role="row" key={row.id} className={rowClass?.(row.original)}>
            {row.getAllCells().map((cell) => {
              const { isName, align, title, isBare } = columnOf(cell.column.id);
              return (
                <div
                  key={cell.id}
                  role={isName ? 'rowheader' : 'cell'}
                  data-label={isName || isBare ? undefined : title}
                  className={`room-cell-${cell.column.id}${align === 'end' ? ' room-cell-end' : ''}`}
                >
                  <table.FlexRender cell={cell} />
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** A title that sorts is a button; pressed again it turns the order round. */
function Header<Row extends object, Page extends ListPage<Row>>({
  column: { id, title, sort, align, isBare },
  list,
}: {
  column: Column<Row>;
  list: RoomList<Row, Page>;
}) {
  const key = sort?.replace(/^-/, '');
  const isSorted = key !== undefined && list.sort.replace(/^-/, '') === key;
  const isDescending = list.sort.startsWith('-');
  const next = isSorted ? `${isDescending ? '' : '-'}${key}` : sort;
  return (
    <div
      role="columnheader"
      className={`room-cell-${id}${align === 'end' ? ' room-cell-end' : ''}`}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      {key === undefined ? (
        <span className={isBare ? 'visually-hidden' : undefined}>{title}</span>
      ) : (
        <button type="button" onClick={() => list.change({ sort: next })}>
          {title}
        </button>
      )}
    </div>
  );
}
