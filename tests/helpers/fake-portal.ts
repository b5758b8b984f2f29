import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call the portal has got. */
export interface PortalCall {
  method: string;
  at: number;
  body: { fields?: Record<string, unknown>; filter?: Record<string, string>; id?: number; entityTypeId?: number };
}

/** Answers instead of the portal; `undefined` leaves the call to it. */
export type Misbehaviour = (
  call: PortalCall,
  answer: ServerResponse,
  obey: () => unknown,
) => 'answered' | undefined | Promise<'answered' | undefined>;

/** A Bitrix24 portal with leads and nothing else, which can be told to misbehave. */
export async function openFakePortal() {
  const items: (Record<string, unknown> & { id: number })[] = [];
  const calls: PortalCall[] = [];
  let misbehave: Misbehaviour | undefined;

  const obey = ({ method, body }: PortalCall): unknown => {
    if (method === 'crm.item.list') {
      const wanted = Object.entries(body.filter ?? {}).map(([key, value]) => [key.replace('=', ''), value] as const);
      return { items: items.filter((item) => wanted.every(([key, value]) => item[key] === value)) };
    }
    if (method === 'crm.item.add') {
      const item = { ...body.fields, id: items.length + 1 };
      items.push(item);
      return { item };
    }
    const item = items.find(({ id }) => id === body.id);
    return { item: Object.assign(item!, body.fields) };
  };

  const answerTo = async (request: IncomingMessage, answer: ServerResponse) => {
    const [, , , secret, file] = request.url!.split('/');
    const call: PortalCall = {
      method: file!.replace(/\.json$/, ''),
      at: Date.now(),
      body: JSON.parse(await text(request)),
    };
    calls.push(call);
    if (secret !== 'geheim') json(answer, 401, { error: 'INVALID_CREDENTIALS' });
    else if ((await misbehave?.(call, answer, () => obey(call))) !== 'answered')
      json(answer, 200, { result: obey(call), time: { operating: 0.1 } });
  };
  const server = createServer((request, answer) => void answerTo(request, answer).catch(() => answer.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    webhookUrl: `http://127.0.0.1:${port}/rest/1/geheim/`,
    items,
    calls,
    misbehave: (how?: Misbehaviour) => void (misbehave = how),
    forget() {
      items.length = 0;
      calls.length = 0;
      misbehave = undefined;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(answer: ServerResponse, status: number, body: object): 'answered' {
  answer.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  return 'answered';
}
