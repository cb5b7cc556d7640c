import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { listen } from '../servers/loopback.js';
import { regimeDocument } from '../servers/answers.js';
import { builtCommands } from './support/built.js';
import { cli, emptyDir } from './support/cli.js';

let commands: string;
let ollama: FakeOllama;
beforeAll(async () => {
  commands = builtCommands();
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: () => JSON.stringify(regimeDocument()) });
}, 240_000);
afterAll(() => ollama.close());

const run = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [join(commands, 'main.js'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...env },
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const done = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output })),
  );
  return { child, done };
};

const chats = (): number => ollama.requests.filter(({ path }) => path === '/api/chat').length;

it('two processes with the same questions ask and pay each of them once', async () => {
  const cwd = emptyDir();
  await cli(['data', 'demo', '--days', '40', '--out', 'demo'], { cwd });
  const env = { OLLAMA_BASE_URL: ollama.url };
  const args = [
    'evaluate',
    '--data',
    'demo/demo-BTCUSDT-1h.csv',
    '--model',
    'ollama/llama3.2',
    '--every',
    '6',
    '--samples',
    '100',
  ];
  const [first, second] = await Promise.all([run(args, cwd, env).done, run(args, cwd, env).done]);
  expect([first.code, second.code], first.output + second.output).toEqual([0, 0]);
  const { stdout } = await cli(['ledger', 'list', '--json', '--limit', '1000'], { cwd });
  const recorded = (JSON.parse(stdout) as { calls: readonly unknown[] }).calls.length;
  expect(recorded).toBeGreaterThan(20);
  expect(chats()).toBe(recorded);
}, 180_000);

it('a question whose asker has crashed is asked by the next one', async () => {
  const cwd = emptyDir();
  let asked = 0;
  const hanging = await listen(async (request, response) => {
    if (request.url === '/api/chat') asked += 1;
    else if (request.url === '/api/tags') response.end(JSON.stringify({ models: [{ name: 'llama3.2', digest: 'x' }] }));
    else response.end('{}');
  });
  const env = { OLLAMA_BASE_URL: hanging.url };
  const args = ['cycle', '--demo', '--model', 'llama3.2'];
  const asker = run(args, cwd, env);
  while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  asker.child.kill('SIGKILL');
  await asker.done;
  expect(asked).toBe(1);
  const next = run(args, cwd, env);
  while (asked === 1) await new Promise((resolve) => setTimeout(resolve, 50));
  next.child.kill('SIGKILL');
  await next.done;
  await hanging.close();
  expect(asked).toBe(2);
}, 60_000);
