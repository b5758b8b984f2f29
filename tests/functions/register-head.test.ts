import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openControl } from '../../functions/host/control.ts';
import registerHead from '../../functions/register-head.ts';
import sealRegister from '../../functions/seal-register.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

const root = resolve(import.meta.dirname, '../..');
let backend: FunctionBackend;
let folder: string;
let closeControl: () => void;

beforeAll(async () => {
  backend = await openFunctionBackend();
  await backend.embedded.script(`
    insert into public.staff (name, email, role) values ('Глеб Медунов', 'lead@uley.example', 'programme_lead'), ('Мария', 'maria@uley.example', 'account_manager');
    insert into public.partners (name, country, tax_id, site) values ('Северный контур', 'RU', '0012345673', 'sever.example');
    insert into public.members (partner_id, name, email, role) select id, 'Анна', 'anna@sever.example', 'owner' from public.partners;
    insert into public.members (partner_id, name, email, role) select id, 'Антон', 'anton@sever.example', 'member' from public.partners;`);
  folder = mkdtempSync(join(tmpdir(), 'letok-register-'));
  closeControl = await openControl(folder, backend.embedded);
});
afterAll(async () => {
  closeControl?.();
  rmSync(folder, { recursive: true, force: true });
  await backend.close();
});

interface Head {
  position: number;
  sha256: string;
  at: string;
  how: string;
}
const readHead = async () => {
  const response = await registerHead(
    new Request('http://localhost/.well-known/letok-register.json'),
    functionContext(),
  );
  return { response, head: (await response.json()) as Head };
};

/** The command as somebody types it; this process holds the data and answers it. */
const verify = (...parameters: string[]) =>
  new Promise<{ code: number; out: string }>((done) => {
    const script = join(root, 'functions/host/verify-register.ts');
    execFile(process.execPath, [script, '--data', folder, ...parameters], { cwd: root }, (error, out, problem) =>
      done({ code: error ? Number(error.code) : 0, out: out + problem }),
    );
  });

describe('the head of the register', () => {
  it('is published for everybody, with what was just written in it, and may be kept for a minute', async () => {
    const { response, head } = await readHead();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(head).toEqual({
      position: expect.any(Number),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      how: expect.stringMatching(/\/kb\/pinning\/proof\/$/),
    });
    // Editions, offers and the people above.
    expect(head.position).toBeGreaterThanOrEqual(6);
  });

  it('goes to programme leads and owners once a week', async () => {
    expect(await (await sealRegister()).json()).toMatchObject({ told: 2 });
    expect(await (await sealRegister()).json()).toMatchObject({ told: 0 });
    const letters = await backend.embedded.query<{ recipient_email: string; payload: object }>(
      `select recipient_email, payload from private.notifications where kind = 'register_head' order by 1`,
    );
    expect(letters.map(({ recipient_email }) => recipient_email)).toEqual(['anna@sever.example', 'lead@uley.example']);
    const { head } = await readHead();
    expect(letters[0]!.payload).toEqual({
      position: head.position,
      sha256: head.sha256,
      at: head.at,
      count: head.position,
    });
    await backend.embedded.shiftClock(7 * 86_400);
    expect(await (await sealRegister()).json()).toMatchObject({ told: 2 });
    await backend.embedded.shiftClock(0);
  });
});

describe('npm run verify-register', () => {
  const kept = () => join(folder, 'head.json');

  it('says that the register is whole, while the server runs, and that it goes on from a kept head', async () => {
    const { head } = await readHead();
    writeFileSync(kept(), JSON.stringify(head));
    const { code, out } = await verify('--head', kept());
    expect(out).toMatch(
      /^The register is whole: \d+ records in the chain, \d+ tables agree with it\. .*It goes on from the head you have kept\.\n$/,
    );
    expect(code).toBe(0);
  });

  it('names what is wrong and ends with 1', async () => {
    await backend.embedded.script(
      `set session_replication_role = replica; update public.partners set name = 'Другой'; reset session_replication_role`,
    );
    const changed = await verify('--head', kept());
    expect(changed).toEqual({
      code: 1,
      out: expect.stringMatching(/^public\.partners\.name of row .* was changed without a record\.\n$/),
    });
    await backend.embedded.script(
      `set session_replication_role = replica; update public.partners set name = 'Северный контур'; reset session_replication_role`,
    );
    expect((await verify('--head', kept())).code).toBe(0);
  });

  it('refuses a head that is none', async () => {
    writeFileSync(kept(), '{"position": "first"}');
    expect(await verify('--head', kept())).toEqual({
      code: 1,
      out: expect.stringContaining('holds no head of the register'),
    });
  });
});
