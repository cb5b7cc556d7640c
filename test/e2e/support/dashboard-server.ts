import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import type { Job } from '../../../src/contract/dashboard-jobs.js';
import { DASHBOARD_ROUTES, type RouteAnswer, type RouteName } from '../../../src/contract/dashboard-routes.js';

const PROGRAM = resolve('dist/cli/main.js');
const running: ChildProcess[] = [];

/** Ends what a failed test has left. */
export function killServers(): void {
  for (const child of running.splice(0)) child.kill('SIGKILL');
}

/** The dashboard's command as a process of its own, as jobs need it. */
export async function serve(cwd: string, argv: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', ...argv], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  running.push(child);
  let said = '';
  const url = await new Promise<string>((found, failed) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = /(http:\S+)\n/.exec(said) ?? [];
      if (address !== undefined) found(address);
    });
    child.once('exit', () => failed(new Error(said)));
  });
  const end = async () => {
    const ended = new Promise<number | null>((found) => child.once('exit', found));
    const began = performance.now();
    child.kill('SIGTERM');
    return { code: await ended, ms: performance.now() - began };
  };
  const asked = async (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}api/v1${path}`, {
      ...init,
      headers: {
        ...{ Origin: url.slice(0, -1), 'X-LLM-Trading': 'page', 'Content-Type': 'application/json' },
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  /** Of a route without names in its path, or with these; held against the schema of the route. */
  const get = async <Name extends RouteName>(name: Name, path: string = DASHBOARD_ROUTES[name].path) => {
    const response = await asked(path);
    const document = await response.json();
    expect(response.status, JSON.stringify(document)).toBe(200);
    expect(DASHBOARD_ROUTES[name].answer.safeParse(document).error?.issues ?? [], path).toEqual([]);
    return document as RouteAnswer<Name>;
  };
  const post = (path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}) =>
    asked(path, { method: 'POST', body: JSON.stringify(body), headers });
  /** A job from its start to its end. */
  const job = async (body: object, headers: Readonly<Record<string, string>> = {}): Promise<Job> => {
    const started = await post('/jobs', body, headers);
    const { id } = (await started.json()) as { id: string };
    expect(started.status).toBe(202);
    await expect.poll(async () => (await get('job', `/jobs/${id}`)).state, { timeout: 90_000, interval: 200 }).not.toMatch(/queued|running/); // prettier-ignore
    return get('job', `/jobs/${id}`);
  };
  return { url, end, asked, get, post, job };
}
