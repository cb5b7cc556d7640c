import { keptHeaders, type Exchange, type Fault } from './fault.js';

const FOREVER_MS = 10 * 86_400_000;

async function startHealthy(exchange: Exchange): Promise<Buffer> {
  const reply = await exchange.healthy();
  const body = Buffer.from(reply.body);
  exchange.response.writeHead(reply.status, { ...keptHeaders(reply), 'content-length': String(body.length) });
  return body;
}

const reset = async ({ response }: Exchange): Promise<void> => {
  response.socket?.resetAndDestroy();
};

async function hang(exchange: Exchange): Promise<void> {
  await exchange.silence(FOREVER_MS);
}

/** One byte a second (simulated): each read succeeds, the body never ends. */
async function drip(exchange: Exchange): Promise<void> {
  const body = await startHealthy(exchange);
  exchange.response.flushHeaders();
  for (const byte of body) {
    if (!(await exchange.silence(1_000))) return;
    exchange.response.write(Buffer.of(byte));
  }
  exchange.response.end();
}

/** A middlebox forgot the idle connections: what is sent on one vanishes, new ones work. */
async function halfOpen(exchange: Exchange): Promise<void> {
  if (exchange.oldConnection) return hang(exchange);
  exchange.response.end(await startHealthy(exchange));
}

export const CONNECTION_FAULTS: readonly Fault[] = [
  { id: 'refused', group: 'connection', variants: [{ name: '', misroute: 'refused' }] },
  {
    id: 'reset around the head',
    group: 'connection',
    variants: [
      { name: 'before', respond: reset },
      {
        name: 'after',
        async respond(exchange) {
          await startHealthy(exchange);
          exchange.response.flushHeaders();
          // The head must have left before the reset overtakes it.
          setImmediate(() => exchange.response.socket?.resetAndDestroy());
        },
      },
    ],
  },
  {
    id: 'reset in the body',
    group: 'connection',
    variants: [
      {
        name: '',
        async respond(exchange) {
          const body = await startHealthy(exchange);
          exchange.response.write(body.subarray(0, Math.ceil(body.length / 2)), () =>
            setImmediate(() => exchange.response.socket?.resetAndDestroy()),
          );
        },
      },
    ],
  },
  { id: 'accept and hang', group: 'connection', variants: [{ name: '', respond: hang }] },
  { id: 'unknown host', group: 'connection', variants: [{ name: '', misroute: 'dns' }] },
  { id: 'bad certificate', group: 'connection', variants: [{ name: '', misroute: 'tls' }] },
  { id: 'drip', group: 'connection', variants: [{ name: '', respond: drip }] },
  { id: 'half-open after idle', group: 'connection', variants: [{ name: '', respond: halfOpen }] },
];
