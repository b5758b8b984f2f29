import { describe, expect, test } from 'vitest';
import { readInput } from '../../src/api/problem-contract.ts';
import { movedCard, placeOf, stageBeside, withMoved } from '../../src/features/leads/lead-board-rules.ts';
import type { LeadBoard, LeadCard } from '../../src/features/leads/lead-contract.ts';
import { leftRows } from '../../src/features/leads/lead-import-rules.ts';
import { leadStages, stageRequest } from '../../src/features/leads/lead-stage-contract.ts';

const card = (id: string, more: Partial<LeadCard> = {}): LeadCard => ({
  id,
  number: id,
  source: 'partner',
  status: 'pinned',
  client: { name: id, country: 'RU', taxId: '0012345673' },
  createdAt: '2026-11-20T08:00:00Z',
  stage: 'new',
  stageChangedAt: '2026-11-20T08:00:00Z',
  ...more,
});
const board: LeadBoard = {
  people: [],
  stages: leadStages.map((stage) => ({
    stage,
    count: stage === 'new' ? 3 : 0,
    amountKopecks: stage === 'new' ? 700 : 0,
    items:
      stage === 'new' ? [card('a', { expectedAmountKopecks: 500 }), card('b', { expectedAmountKopecks: 200 })] : [],
  })),
};
const column = (of: LeadBoard, name: string) => of.stages.find(({ stage }) => stage === name)!;

describe('a move on the board', () => {
  test('takes count and sum along, and its way back restores both', () => {
    const [first] = column(board, 'new').items;
    const moved = movedCard(first!, { stage: 'won', wonAmountKopecks: 450, wonOn: '2026-11-20' });
    const after = withMoved(board, moved);
    expect(column(after, 'new')).toMatchObject({ count: 2, amountKopecks: 200, items: [{ id: 'b' }] });
    expect(column(after, 'won')).toMatchObject({ count: 1, amountKopecks: 450, items: [{ id: 'a' }] });
    const back = withMoved(after, movedCard(moved, placeOf(first!)));
    expect(column(back, 'new')).toMatchObject({ count: 3, amountKopecks: 700 });
    expect(column(back, 'new').items[0]).toEqual(first);
    expect(column(back, 'won')).toMatchObject({ count: 0, amountKopecks: 0, items: [] });
  });

  test('goes to the neighbour and not beyond the ends', () => {
    expect([stageBeside('new', -1), stageBeside('new', 1), stageBeside('lost', 1)]).toEqual([
      undefined,
      'contact',
      undefined,
    ]);
  });

  test('to lost needs a reason, to won neither amount nor date', () => {
    expect(readInput(stageRequest, { stage: 'lost' })).toMatchObject({ fields: { lostReason: 'required' } });
    expect(readInput(stageRequest, { stage: 'won' })).toMatchObject({ ok: true });
  });
});

test('rows that did not go in come back as they stood, those of several lines whole', () => {
  const text = '\uFEFFname;need\r\nА;"первая\r\nвторая"\r\n\r\nБ;да\r\nВ;"a;b"\r\n';
  const rows = [
    { line: 2, outcome: 'refused' as const },
    { line: 5, outcome: 'pinned' as const },
    { line: 6, outcome: 'invalid' as const },
  ];
  expect(leftRows(text, rows)).toBe('\uFEFFname;need\r\nА;"первая\r\nвторая"\r\nВ;"a;b"\r\n');
});
