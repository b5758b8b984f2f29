import { useCallback, useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { fill } from '#i18n/formats.ts';
import { AwaitedRows, useSession } from '#ui/Awaited.tsx';
import { ListControls } from '#ui/ListControls.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { useAddress } from '#ui/use-address.ts';
import { useList } from '#ui/use-list.ts';
import { roomQueries } from '#ui/room-query.ts';
import { BulkBar } from './BulkBar.tsx';
import type { CaseProps } from './case-words.ts';
import type { DecisionMade, InboxItem, InboxKind, InboxPage } from './decision-contract.ts';
import { grouped } from './inbox-rules.ts';
import { InboxDetail } from './InboxDetail.tsx';
import { InboxList } from './InboxList.tsx';
import { KeyCap } from './KeyCap.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { readInbox } from './staff-api.ts';
import { UndoBar } from './UndoBar.tsx';
import { useInboxKeys } from './use-inbox-keys.ts';

export function Inbox(props: CaseProps) {
  return (
    <RoomQueries>
      <InboxPanes {...props} />
    </RoomQueries>
  );
}

interface Made {
  /** The cases that were decided. */
  ids: readonly string[];
  decisions: DecisionMade['decision'][];
  says: string;
}

const kinds: readonly InboxKind[] = ['application', 'lead', 'appeal', 'transfer', 'enquiry'];

/** What waits for a person: the list at the left, the case at the right; on a phone one after the other. */
function InboxPanes(props: CaseProps) {
  const { words, locale } = props;
  const t = words.inbox;
  const session = useSession();
  const list = useList<InboxItem, InboxPage>({ name: 'inbox', load: readInbox, filters: ['kind', 'mine'], sort: '' });
  const open = useAddress()?.get('case') ?? undefined;
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [made, setMade] = useState<Made>();
  const [showsKeys, setShowsKeys] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const forget = useCallback(() => setMade(undefined), []);
  const { renew, change } = list;

  const items = useMemo(() => grouped(list.rows ?? []).flatMap(([, lines]) => lines), [list.rows]);
  // On a wide screen something is always open: the first line, until another is chosen.
  const shown = items.find(({ id }) => id === open) ?? items[0];
  const show = useCallback((id: string | undefined) => change({ case: id ?? '' }), [change]);
  const toggle = useCallback(
    (id: string) => setSelected((known) => (known.includes(id) ? known.filter((one) => one !== id) : [...known, id])),
    [],
  );
  useInboxKeys({ place, items, shown, show, toggle, openKeys: () => setShowsKeys(true) });
  const back = useRef<string>(undefined);
  useEffect(() => {
    // What was taken back is open again, and the ring stands where the keys count from; unless one has gone on meanwhile.
    if (open !== back.current) back.current = undefined;
    if (!back.current || !items.some(({ id }) => id === back.current)) return;
    place.current?.querySelector<HTMLElement>(`[data-case="${back.current}"] .inbox-open-button`)?.focus();
    back.current = undefined;
  }, [items, open]);
  const leave = (ids: readonly string[], done: Omit<Made, 'ids'>) => {
    const at = items.findIndex(({ id }) => ids.includes(id));
    const rest = items.filter(({ id }) => !ids.includes(id));
    const isWide = matchMedia('(min-width: 64rem)').matches;
    list.patch((row) => (ids.includes(row.id) ? undefined : row));
    show(isWide ? rest[Math.min(Math.max(at, 0), rest.length - 1)]?.id : undefined);
    setMade({ ...done, ids });
    setSelected((known) => known.filter((id) => !ids.includes(id)));
    renew();
    // The keys go on from the list, from the way back where it is empty: nobody is left in a field that is gone.
    const row = isWide ? '[aria-current] .inbox-open-button' : '.inbox-open-button';
    const goTo = rest.length > 0 ? row : '.undo-bar button';
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(goTo)?.focus());
  };

  const failed = session.error && !session.data ? session.error.problem : !list.rows ? list.problem : undefined;
  if (failed) return <ProblemNote problem={failed} words={words} onRetry={list.reload} />;
  if (!list.rows) return <AwaitedRows rows={6} words={words} />;
  const counts = list.first?.counts;
  // The kind one looks at keeps its place when the last of it is decided.
  const chosenKind = list.query?.['kind'];
  const marked = items.filter(({ id }) => selected.includes(id));
  return (
    <div
      className="inbox"
      ref={place}
      data-has-open={open ? true : undefined}
      // The next case can be decided while the bar of the last one stands.
      style={made && ({ '--foot': '4rem' } as CSSProperties)}
    >
      <section className="inbox-pane" aria-label={t.list}>
        <div className="inbox-filters" role="group" aria-label={t.filters}>
          <Filter
            isOn={!list.query?.['kind'] && !list.query?.['mine']}
            n={counts?.all}
            onClick={() => change({ kind: '', mine: '', case: '' })}
          >
            {t.all}
          </Filter>
          {(counts?.mine ?? 0) > 0 && (
            <Filter
              isOn={list.query?.['mine'] === 'true'}
              n={counts?.mine}
              onClick={() => change({ kind: '', mine: 'true', case: '' })}
            >
              {t.mine}
            </Filter>
          )}
          {([...kinds, ...Object.keys(counts?.kinds ?? {})] as InboxKind[])
            .filter((kind, at, all) => (counts?.kinds[kind] || kind === chosenKind) && all.indexOf(kind) === at)
            .map((kind) => (
              <Filter
                key={kind}
                isOn={chosenKind === kind}
                n={counts?.kinds[kind] ?? 0}
                onClick={() => change({ kind, mine: '', case: '' })}
              >
                {t.kindsMany[kind]}
              </Filter>
            ))}
        </div>
        <ListControls words={words} locale={locale} list={{ ...list, total: undefined }} searchLabel={t.search} />
        {items.length === 0 ? (
          list.query?.['search'] ? (
            <p className="list-none muted">{words.lists.none}</p>
          ) : (
            <div className="empty">
              <h2>{t.empty}</h2>
              <p className="muted">{t.emptyText}</p>
            </div>
          )
        ) : (
          <InboxList {...props} items={items} shown={shown?.id} selected={selected} onOpen={show} onToggle={toggle} />
        )}
        {list.hasMore && (
          <p className="actions">
            <button type="button" className="button" onClick={list.more}>
              {words.states.more}
            </button>
          </p>
        )}
        {marked.length > 0 ? (
          <BulkBar
            {...props}
            items={marked}
            onClear={() => setSelected([])}
            onDone={(ids, decisions, refused) =>
              leave(ids, { decisions, says: [fill(t.doneMany, { n: decisions.length }), ...refused].join('. ') })
            }
          />
        ) : (
          items.length > 0 && (
            <p className="inbox-keys">
              <KeyCap>J</KeyCap> <KeyCap>K</KeyCap> {t.keyNames.move}
              <button type="button" className="button-quiet" onClick={() => setShowsKeys(true)}>
                {t.keys} <KeyCap>?</KeyCap>
              </button>
            </p>
          )
        )}
      </section>
      {shown && (
        <section className="inbox-detail" aria-label={t.detail} key={shown.id}>
          <p className="inbox-back">
            <button type="button" className="button-quiet" onClick={() => show(undefined)}>
              {t.back}
            </button>
          </p>
          <InboxDetail
            {...props}
            item={shown}
            onDecided={(decision) => {
              const done =
                shown.kind === 'appeal'
                  ? { ...t.done, ...t.appealDone }
                  : shown.kind === 'transfer'
                    ? { ...t.done, ...t.transferDone }
                    : t.done;
              leave([shown.id], { decisions: [decision], says: fill(done[decision.kind], { title: shown.title }) });
            }}
            onAgreed={renew}
            onLate={() => {
              show(undefined);
              void roomQueries.invalidateQueries();
            }}
          />
        </section>
      )}
      {made && (
        <UndoBar
          key={made.decisions[0]?.id}
          {...made}
          words={words}
          onUndone={() => {
            // Whoever takes one back goes on with it.
            if (made.ids.length === 1) show((back.current = made.ids[0]));
            void roomQueries.invalidateQueries();
          }}
          onOver={forget}
        />
      )}
      {showsKeys && <KeysDialog words={words} onClose={() => setShowsKeys(false)} />}
    </div>
  );
}

function Filter({
  isOn,
  n,
  onClick,
  children,
}: {
  isOn: boolean;
  n: number | undefined;
  onClick: () => void;
  children: string;
}) {
  return (
    <button type="button" aria-pressed={isOn} onClick={onClick}>
      {children} {n !== undefined && <span className="tabular">{n}</span>}
    </button>
  );
}
