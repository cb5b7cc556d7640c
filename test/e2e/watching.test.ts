import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { paperResultSchema } from '../../src/contract/session.js';
import type { DoctorReport } from '../../src/contract/doctor.js';
import { runCli } from '../../src/cli/run-cli.js';
import { halt } from '../../src/app/live/session-folder.js';
import { listen, readBody, waitOrGone, type Loopback } from '../servers/loopback.js';
import { cli, emptyDir, ioOf } from './support/cli.js';

const SECRETS = { TELEGRAM_BOT_TOKEN: '12345:canary-telegram', NOTIFY_WEBHOOK_TOKEN: 'canary-webhook-token' };
const SMA = ['paper', '--data', 'd/demo-BTCUSDT-1h.csv', '--strategy', 'sma-cross'];

interface Received {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server that takes messages. @param status what it answers; `hang`: nothing at all */
async function receiver(status: number | 'hang' = 200) {
  const received: Received[] = [];
  const server = await listen(async (request, response) => {
    const text = await readBody(request);
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    received.push({ path: `${request.method!} ${request.url!}`, authorization: request.headers.authorization, body });
    if (status === 'hang') await waitOrGone(response, 60_000);
    else response.writeHead(status).end('{}');
  });
  servers.push(server);
  return { url: server.url, received };
}

async function withDemo(days = 20): Promise<string> {
  const cwd = emptyDir();
  await cli(['data', 'demo', '--out', 'd', '--days', String(days)], { cwd });
  return cwd;
}
const resultOf = (stdout: string) => paperResultSchema.parse(JSON.parse(stdout));

describe('messages about a session', () => {
  it('go to Telegram and to a webhook, by kind, and hold no secret', async () => {
    const cwd = await withDemo(5);
    const [telegram, webhook] = [await receiver(), await receiver()];
    const env = {
      ...SECRETS,
      TELEGRAM_BASE_URL: telegram.url,
      TELEGRAM_CHAT_ID: '42',
      NOTIFY_WEBHOOK_URL: `${webhook.url}/hook`,
      NOTIFY_FILL: 'silent',
      NOTIFY_DAILY: 'off',
    };
    const { code, stdout, stderr } = await cli([...SMA, '--param', 'fast=4', '--param', 'slow=9', '--json'], { cwd, env }); // prettier-ignore
    expect(code, stderr).toBe(0);
    const { fills } = resultOf(stdout);
    expect(fills).toBeGreaterThan(2);
    const kinds = webhook.received.map(({ body }) => body.kind);
    expect(kinds).toEqual([...Array<string>(fills).fill('fill'), 'stop']);
    expect(webhook.received[0]).toMatchObject({
      path: 'POST /hook',
      authorization: `Bearer ${SECRETS.NOTIFY_WEBHOOK_TOKEN}`,
      body: { session: 'paper', silent: true, text: expect.stringMatching(/^bought [\d.]+ BTCUSDT at /) },
    });
    expect(webhook.received.at(-1)!.body).toMatchObject({
      silent: false,
      text: expect.stringContaining('no more bars'),
    });
    expect(telegram.received).toHaveLength(fills + 1);
    expect(telegram.received[0]).toMatchObject({
      path: `POST /bot${SECRETS.TELEGRAM_BOT_TOKEN}/sendMessage`,
      body: { chat_id: '42', disable_notification: true },
    });
    const texts = JSON.stringify([...telegram.received, ...webhook.received].map(({ body }) => body));
    for (const secret of Object.values(SECRETS)) expect(texts + stderr + stdout).not.toContain(secret);
  });

  it('say when it is halted, what was held back, and how a day came out', async () => {
    const cwd = await withDemo(5);
    const webhook = await receiver();
    const env = { NOTIFY_WEBHOOK_URL: webhook.url, NOTIFY_FILL: 'off', NOTIFY_STOP: 'off' };
    const quick = ['--param', 'fast=3', '--param', 'slow=7'];
    await cli([...SMA, ...quick, '--max-entries-per-day', '1'], { cwd, env });
    const of = (kind: string) => webhook.received.filter(({ body }) => body.kind === kind).map(({ body }) => String(body.text)); // prettier-ignore
    expect(of('refusal')[0]).toMatch(/^BTCUSDT: held back, entered 1 times today, at most 1$/);
    expect(of('daily').length).toBeGreaterThan(3);
    expect(of('daily')[1]).toMatch(/^2025-01-\d\d: equity [\d,.]+ \([+-][\d.]+.%\); fills \d+, held back \d+, faults 0; holds /); // prettier-ignore
    await halt(join(cwd, 'user_data', 'sessions'), 'test');
    await cli([...SMA, ...quick, '--session', 'halted'], { cwd, env });
    expect(of('halt')).toEqual([expect.stringMatching(/^halted: .*HALT is there$/)]);
  });

  it.each([
    ['refuses them', 500],
    ['never answers', 'hang'],
  ] as const)('change nothing of the session where the other side %s', async (_what, status) => {
    const cwd = await withDemo(5);
    const webhook = await receiver(status);
    const plain = await cli([...SMA, '--session', 'plain', '--json'], { cwd });
    const env = { NOTIFY_WEBHOOK_URL: webhook.url };
    const began = performance.now();
    const told = await cli([...SMA, '--session', 'told', '--json', '--log', 'told.log'], { cwd, env });
    expect(told.code, told.stderr).toBe(0);
    // What is still to be sent at the end gets 2 s, whatever waits.
    expect(performance.now() - began).toBeLessThan(15_000);
    const [a, b] = [resultOf(plain.stdout), resultOf(told.stdout)];
    expect({ ...b, session: a.session, folder: a.folder }).toEqual(a);
    expect(webhook.received.length).toBeGreaterThan(0);
    const counts = readFileSync(join(cwd, 'told.log'), 'utf8').trim().split('\n').at(-1)!;
    expect(JSON.parse(counts)).toMatchObject({ event: 'notice.counts', channel: 'webhook', sent: 0 });
    const { failed } = JSON.parse(counts) as { failed: number };
    expect(failed).toBeGreaterThan(0);
  });

  it.each([
    [{ TELEGRAM_BOT_TOKEN: 'a-token-alone' }, 'TELEGRAM_CHAT_ID is missing'],
    [{ NOTIFY_WEBHOOK_URL: 'ftp://example.org' }, 'NOTIFY_WEBHOOK_URL is not an address'],
  ])('are refused before the session begins where they are half set: %j', async (env, words) => {
    const cwd = await withDemo(5);
    const { code, stderr } = await cli(SMA, { cwd, env });
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(existsSync(join(cwd, 'user_data', 'sessions'))).toBe(false);
  });

  it('are probed by the doctor, without a message', async () => {
    const [good, bad] = [await receiver(), await receiver(401)];
    const base = {
      ...SECRETS,
      TELEGRAM_CHAT_ID: '42',
      NOTIFY_WEBHOOK_URL: good.url,
      OLLAMA_BASE_URL: 'http://127.0.0.1:9',
    };
    const checked = async (telegram: string) => {
      const { stdout } = await cli(['doctor', '--json'], {
        env: { ...base, TELEGRAM_BASE_URL: telegram, SOURCES_TIMEOUT_MS: '500', HTTPS_PROXY: 'http://127.0.0.1:9' },
      });
      const { checks } = JSON.parse(stdout) as DoctorReport;
      return checks.filter(({ name }) => name.startsWith('messages')).map(({ name, status }) => `${name}: ${status}`);
    };
    expect(await checked(good.url)).toEqual(['messages, Telegram: ok', 'messages, webhook: ok']);
    expect(await checked(bad.url)).toEqual(['messages, Telegram: warn', 'messages, webhook: ok']);
    expect(good.received.map(({ path }) => path.split('/')[0]!.trim())).not.toContain('sendMessage');
    expect([...good.received, ...bad.received].filter(({ path }) => path.includes('sendMessage'))).toEqual([]);
  });
});

describe('the log of a session', () => {
  it('has a line of JSON for what it does, and no secret', async () => {
    const cwd = await withDemo(5);
    const env = {
      ...SECRETS,
      TELEGRAM_CHAT_ID: '42',
      TELEGRAM_BASE_URL: 'http://127.0.0.1:9',
      LOG_FILE: 'session.log',
    };
    const name = SECRETS.TELEGRAM_BOT_TOKEN.replace(':', '-');
    // A name that holds a part of a secret is no leak; the whole secret as a reason of a halt would be.
    await halt(join(cwd, 'user_data', 'sessions'), SECRETS.TELEGRAM_BOT_TOKEN);
    await cli([...SMA, '--session', 'first'], { cwd, env });
    await cli(['sessions', 'resume'], { cwd });
    const { stdout } = await cli([...SMA, '--session', name, '--json'], { cwd, env });
    const lines = readFileSync(join(cwd, 'session.log'), 'utf8').trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { event: string; session?: string; level: string });
    const own = events.filter(({ session }) => session === name).map(({ event }) => event);
    expect(own[0]).toBe('session.started');
    expect(own.filter((event) => event === 'session.fill')).toHaveLength(resultOf(stdout).fills);
    expect(own.at(-1)).toBe('session.ended');
    expect(events.filter(({ session }) => session === 'first').map(({ event }) => event)).toContain('session.halted');
    expect(events.some(({ event }) => event === 'notice.failed')).toBe(true);
    for (const secret of Object.values(SECRETS)) expect(lines.join('\n')).not.toContain(secret);
  });

  it('is refused before the session begins where it cannot be written', async () => {
    const cwd = await withDemo(5);
    const { code, stderr } = await cli([...SMA, '--log', 'no-such-folder/x.log'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('Nothing can be written to the log')]);
    expect(existsSync(join(cwd, 'user_data', 'sessions'))).toBe(false);
  });
});

describe('metrics', () => {
  it('are served on this machine while a session runs, and say what it did', async () => {
    const cwd = await withDemo(5);
    const end = new AbortController();
    const { io, written } = ioOf({ cwd, signal: end.signal });
    const options = ['--param', 'fast=4', '--param', 'slow=9', '--speed', '360000', '--metrics-port', '0', '--json'];
    const code = runCli([...SMA, ...options, '--max-entries-per-day', '1'], io);
    const url = async (): Promise<string> => {
      for (;;) {
        const found = /Metrics are at (\S+)\./.exec(written.stderr)?.[1];
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const address = await url();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    let text = '';
    while (!/refusals_total\{.*"entries_per_day"\} [1-9]/.test(text)) text = await (await fetch(address)).text();
    expect((await fetch(address.replace('/metrics', '/'))).status).toBe(404);
    end.abort();
    expect(await code).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
    const valueOf = (name: string): number =>
      Number(new RegExp(`^llm_trading_${name}\\{.*\\} (\\S+)$`, 'm').exec(text)?.[1]);
    expect(valueOf('equity')).toBeGreaterThan(0);
    expect(valueOf('decisions_total')).toBeGreaterThan(10);
    expect(valueOf('fills_total')).toBeGreaterThan(0);
    expect(valueOf('journal_bytes')).toBeGreaterThan(1_000);
    expect([valueOf('halted'), valueOf('running')]).toEqual([0, 1]);
    expect(text).toContain('llm_trading_session_info{session="paper",mode="paper"} 1\n');
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) llm_trading_\w+ .+|llm_trading_\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? [-+\d.e]+)$/); // prettier-ignore
    }
  });

  it('are refused without a port, and at one that is taken', async () => {
    const cwd = await withDemo(5);
    const taken = await receiver();
    const host = await cli([...SMA, '--metrics-host', '0.0.0.0'], { cwd });
    expect([host.code, host.stderr]).toEqual([2, expect.stringContaining('give --metrics-port, too')]);
    const port = await cli([...SMA, '--metrics-port', new URL(taken.url).port], { cwd });
    expect([port.code, port.stderr]).toEqual([2, expect.stringContaining('Metrics cannot be served at 127.0.0.1:')]);
  });
});
