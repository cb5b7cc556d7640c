import { connect } from 'node:net';
import { join } from 'node:path';
import { createRuntime, type Runtime } from '../../src/app/runtime/runtime.js';
import { serveDashboard, type ServeOptions } from '../../src/server/serve.js';

/** What came back on a socket. */
export interface Reply {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Served {
  readonly port: number;
  readonly userData: string;
  readonly runtime: Runtime;
  readonly started: string[];
  readonly log: string[];
  readonly close: () => Promise<void>;
}

/** A server of this process in a folder of its own. */
export async function served(folder: string, options: Partial<ServeOptions> = {}): Promise<Served> {
  const userData = join(folder, 'user_data');
  const log: string[] = [];
  const logStream = { write: (line: string) => log.push(line) };
  const runtime = createRuntime({ cwd: folder, env: { USER_DATA_DIR: userData, OPENAI_API_KEY: SECRET, LOG_LEVEL: 'debug' }, logStream }); // prettier-ignore
  const ends = new AbortController();
  const started: string[] = [];
  const { url, ended } = await serveDashboard({
    runtime,
    cwd: folder,
    configFile: null,
    host: '127.0.0.1',
    port: 0,
    tokenFile: null,
    allowedHosts: [],
    env: {},
    launchSession: (start) => {
      started.push(start.name);
      return Promise.resolve(1);
    },
    signal: ends.signal,
    ...options,
  });
  const close = async (): Promise<void> => {
    ends.abort();
    await ended;
  };
  return { port: Number(new URL(url).port), userData, runtime, started, log, close };
}

/** A setting that no answer may hold. */
export const SECRET = 'sk-canary-5f1d0c7e9b';

/** Sends these very bytes, and reads until the other side ends or what it sent satisfies. */
export function rawly(port: number, text: string, enough?: (soFar: string) => boolean, ms = 15_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let got = '';
    const end = (): void => {
      socket.destroy();
      resolve(got);
    };
    socket.setTimeout(ms, end);
    socket.on('data', (chunk) => {
      got += chunk.toString();
      if (enough?.(got) === true) end();
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.write(text);
  });
}

/** A request whose every header is given; `Host` is that of the server unless it says otherwise, and null leaves it out. */
export async function ask(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string | null>> = {},
  body = '',
): Promise<Reply> {
  const all: Record<string, string | null> = {
    Host: `127.0.0.1:${port}`,
    Connection: 'close',
    ...(body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)), 'Content-Type': 'application/json' }),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return replyOf(await rawly(port, `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`));
}

export function replyOf(text: string): Reply {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}

/** What a page of the server sends with a change. */
export const asPage = (port: number): Record<string, string> => ({
  Origin: `http://127.0.0.1:${port}`,
  'X-LLM-Trading': 'page',
  'Sec-Fetch-Site': 'same-origin',
});
