import type { MountedFunction } from '../../functions/host/function-table.ts';

/** Functions that show what the host hands them, or misbehave. */
export const hostFunctions: MountedFunction[] = [
  {
    name: 'echo',
    paths: [],
    methods: [],
    preferStatic: false,
    schedule: undefined,
    routes: [(path) => path === '/api/echo'],
    handler: async (request, context) =>
      Response.json(
        { ip: context.ip, url: request.url, method: request.method, body: (await request.text()).length },
        {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        },
      ),
  },
  {
    name: 'reads-nothing',
    paths: [],
    methods: [],
    preferStatic: false,
    schedule: undefined,
    routes: [(path) => path === '/api/too-large'],
    handler: () => Response.json({}, { status: 413 }),
  },
  {
    name: 'throws',
    paths: [],
    methods: [],
    preferStatic: false,
    schedule: undefined,
    routes: [(path) => path === '/api/throws'],
    handler: () => {
      throw new Error('on purpose');
    },
  },
  {
    name: 'after-files',
    paths: [],
    methods: ['GET'],
    preferStatic: true,
    schedule: undefined,
    routes: [(path) => /^\/kb\/($|none)/.test(path)],
    handler: () => new Response('from the function'),
  },
];
