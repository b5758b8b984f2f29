import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRegister } from '../../functions/register/read-chain.ts';
import { randomOf } from '../helpers/pin-mix.ts';
import { edits, openRegisterToEdit, type RegisterToEdit } from '../helpers/register-edits.ts';

/*
 * Edits behind the register's back, as the owner of the database, triggers asleep and constraints gone: verify-register finds each; what
 * cannot be found without an outside head is found with one. A thousand of them in tests/long.
 */
let register: RegisterToEdit;
beforeAll(async () => {
  register = await openRegisterToEdit();
});
afterAll(() => register?.database.close());

test('an untouched register passes, with records that wait for their place and with a head kept earlier', async () => {
  const { call, head } = register;
  const report = await checkRegister(call, [head]);
  expect(report.problem).toBeUndefined();
  expect(report.links).toBe(head.position);
  expect(report.waiting).toBeGreaterThan(3);
  expect(report.head).toEqual(head);
  expect(report.tables).toBeGreaterThan(15);
});

describe('verify-register finds', () => {
  const random = randomOf(7);
  test.each(Object.keys(edits))('%s', async (name) => {
    const { after, head } = register;
    for (let time = 0; time < 3; time += 1) {
      const p = 2 + Math.floor(random() * (head.position - 3));
      const q = p + 1 + Math.floor(random() * (head.position - p));
      const { problem } = await after(edits[name]!(p, q, `m${time}ed`), [head]);
      expect(problem, `${name} at ${p}, ${q}`).toBeDefined();
    }
  });

  test('the first broken record by its number and place', async () => {
    const { after, head } = register;
    const { problem } = await after(`${edits['a text']!(5, 0, 'mark')}; ${edits['a text']!(9, 0, 'mark')}`, [head]);
    expect(problem).toMatch(/^Record \d+ at position 5 is not what its checksum says/);
  });

  test('a cut tail and a chain made anew by the head that was kept outside, and by nothing else', async () => {
    const { after, head } = register;
    const cut = edits['the tail cut off']!(head.position - 1, 0, '');
    expect((await after(cut, [head])).problem).toMatch(/tail was cut off/);
    const anew = edits['a text, the chain made anew behind it']!(4, 0, 'mark');
    expect((await after(anew, [])).problem).toBeUndefined();
    expect((await after(anew, [head])).problem).toMatch(/the kept head names/);
  });
});
