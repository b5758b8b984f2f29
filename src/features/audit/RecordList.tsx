import { useMemo } from 'react';
import { DownloadButton } from '#ui/DownloadButton.tsx';
import { Moment } from '#ui/Moment.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { RoomTable, type Column } from '#ui/RoomTable.tsx';
import { useList } from '#ui/use-list.ts';
import type { AuditProps, RegisterProps } from './Audit.tsx';
import { exportAddress, readColleagues, readRecords } from './audit-api.ts';
import type { AuditRecord } from './audit-contract.ts';
import { RecordText } from './RecordText.tsx';

const filters = ['table', 'action', 'who', 'from', 'until', 'record'] as const;
const known = (names: object, one: string) => (names as Record<string, string>)[one] ?? one;

/** The records, the newest first: searched and narrowed by the server. */
export function RecordList(props: RegisterProps) {
  const { words, locale, timeZone, state, isLead } = props;
  const t = words.audit;
  const list = useList<AuditRecord>({ name: 'records', load: readRecords, filters, sort: 'at' });
  const colleagues = useAnswer(['staff'], readColleagues).data?.items ?? [];
  const columns = useMemo(() => columnsOf({ words, locale, timeZone }), [words, locale, timeZone]);
  const choices = (names: object, values: string[]) =>
    values
      .map((value) => ({ value, label: known(names, value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <RoomTable
      list={list}
      columns={columns}
      rowKey={({ id }) => String(id)}
      label={t.list.title}
      words={words}
      locale={locale}
      searchLabel={t.search}
      filters={[
        { name: 'table', label: t.table, choices: choices(t.tables, state.tables) },
        { name: 'action', label: t.action, choices: choices(t.actions, state.actions) },
        {
          name: 'who',
          label: t.who,
          choices: [
            ...Object.entries(t.whoKinds).map(([value, label]) => ({ value, label })),
            ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
          ],
        },
      ]}
      controls={
        <>
          <fieldset className="audit-period">
            <legend className="visually-hidden">{t.dates}</legend>
            {(['from', 'until'] as const).map((name) => (
              <label key={name}>
                {t[name]}{' '}
                <input
                  className="control"
                  type="date"
                  value={list.query?.[name] ?? ''}
                  onChange={({ target }) => list.change({ [name]: target.value })}
                />
              </label>
            ))}
          </fieldset>
          {isLead ? (
            <div className="audit-export" role="group" aria-label={t.exportLabel}>
              <DownloadButton path={exportAddress('jsonl', list.query ?? {})} words={words}>
                {t.exportLines}
              </DownloadButton>
              <DownloadButton path={exportAddress('csv', list.query ?? {})} words={words}>
                {t.exportCsv}
              </DownloadButton>
            </div>
          ) : (
            <p className="note muted">{t.exportLead}</p>
          )}
        </>
      }
      empty={
        <div className="empty">
          <h2>{t.none}</h2>
          <p className="muted">{t.noneText}</p>
        </div>
      }
    />
  );
}

function columnsOf({ words, locale, timeZone }: AuditProps): Column<AuditRecord>[] {
  const t = words.audit;
  return [
    {
      id: 'what',
      title: t.what,
      isName: true,
      cell: (record) => <RecordText words={words} locale={locale} timeZone={timeZone} record={record} />,
    },
    {
      id: 'who',
      title: t.whoTitle,
      cell: ({ actor }) => actor.name ?? t.whoKinds[actor.kind],
    },
    {
      id: 'at',
      title: t.when,
      cell: (record) => <Moment at={record.at} locale={locale} timeZone={timeZone} isExact />,
    },
  ];
}
