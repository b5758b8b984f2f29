import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomOf } from '../helpers/pin-mix.ts';
import { edits, openRegisterToEdit, type RegisterToEdit } from '../helpers/register-edits.ts';

/* A thousand edits behind the register's back; tests/database/register-check.test.ts is the quick form. */
let register: RegisterToEdit;
beforeAll(async () => {
  register = await openRegisterToEdit();
});
afterAll(() => register?.database.close());

const EACH = Math.ceil(1000 / Object.keys(edits).length);

test.each(Object.keys(edits))(`verify-register finds ${EACH} times of ${EACH}: %s`, async (name) => {
  const random = randomOf(Object.keys(edits).indexOf(name));
  const { after, head } = register;
  for (let time = 0; time < EACH; time += 1) {
    const p = 2 + Math.floor(random() * (head.position - 3));
    const q = p + 1 + Math.floor(random() * (head.position - p));
    const { problem } = await after(edits[name]!(p, q, `m${String(time).padStart(2, '0')}d`), [head]);
    expect(problem, `${name} at ${p}, ${q}`).toBeDefined();
  }
});
