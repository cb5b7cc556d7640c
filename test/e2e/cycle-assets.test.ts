import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { marketSnapshotSchema } from '../../src/core/market-snapshot/index.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer, type FakeOpenAI } from '../servers/openai.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';
import { startWorld, type World } from './support/world.js';

const QUIET = { LOG_LEVEL: 'silent' };
const THREE = 'BTCUSDT,ETHUSDT,SOLUSDT';

interface Entry {
  readonly base_asset: string;
  readonly state: 'answered' | 'baseline' | 'flat' | 'failed';
  readonly fault: { readonly code: string; readonly kind: string; readonly message: string } | null;
  readonly exposure: number;
  readonly snapshot: unknown;
  readonly llm_output: { readonly regime_label: string; readonly prob_bull: number } | null;
  readonly k_long: number;
  readonly pos_long: number;
  readonly pos_short: number;
  readonly model: { readonly id: string };
  readonly usage: { readonly calls: number; readonly replayed: boolean } | null;
  readonly earned: { readonly share: number } | null;
}

interface Assets {
  readonly as_of: string | null;
  readonly horizon_hours: number;
  readonly assets: readonly Entry[];
  readonly total: {
    readonly assets: number;
    readonly pos_long: number;
    readonly pos_short: number;
    readonly gross: number;
    readonly net: number;
    readonly at_most: number;
  };
  readonly warnings: readonly string[];
}

async function assetsJson(
  argv: readonly string[],
  env: Record<string, string> = {},
  { cwd = emptyDir(), code: wanted = 0 } = {},
): Promise<Assets> {
  const { code, stdout, stderr } = await cli(['cycle', '--json', ...argv], { env: { ...QUIET, ...env }, cwd });
  expect(code, stderr + stdout).toBe(wanted);
  return JSON.parse(stdout) as Assets;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');
const states = ({ assets }: Assets): string[] => assets.map(({ base_asset, state }) => `${base_asset} ${state}`);

describe('cycle --assets on demo data', () => {
  it('is one table with a row for each asset and one total exposure, without a network', async () => {
    const cwd = emptyDir();
    const { code, stdout, stderr } = await cli(['cycle', '--assets', THREE], { cwd });
    expect(code, stderr).toBe(0);
    expect(stdout.match(/^│ (BTCUSDT|ETHUSDT|SOLUSDT) .*│ ok +│$/gm)).toHaveLength(3);
    expect(stdout.match(/Total exposure/g)).toHaveLength(1);
    expect(stdout).toContain('demo data (generated)');
    expect(filesUnder(cwd)).toEqual([]);
  });

  it('each entry is what the cycle about that asset alone says, and the totals add them up', async () => {
    const { assets, total, as_of, horizon_hours } = await assetsJson(['--assets', THREE]);
    expect([as_of, horizon_hours]).toEqual(['2025-01-15T12:00:00.000Z', 24]);
    for (const entry of assets) {
      const alone = await cli(['cycle', '--json', '--base-asset', entry.base_asset], { env: QUIET });
      expect(entry).toMatchObject(JSON.parse(alone.stdout) as object);
    }
    const sum = (of: (entry: Entry) => number): number => assets.reduce((all, entry) => all + of(entry), 0);
    expect(total.assets).toBe(3);
    expect(total.pos_long).toBeCloseTo(
      sum(({ pos_long }) => pos_long),
      12,
    );
    expect(total.pos_short).toBeCloseTo(
      sum(({ pos_short }) => pos_short),
      12,
    );
    expect(total.at_most).toBeCloseTo(
      sum(({ pos_long, pos_short }) => Math.max(pos_long, pos_short)),
      12,
    );
    expect(total.gross).toBeCloseTo(
      sum(({ exposure }) => Math.abs(exposure)),
      12,
    );
    expect(total.net).toBeCloseTo(
      sum(({ exposure }) => exposure),
      12,
    );
    for (const { llm_output, exposure, pos_long, pos_short } of assets) {
      const side = { bull: pos_long, bear: -pos_short, neutral: 0 }[llm_output!.regime_label];
      expect(exposure).toBe(side);
    }
  });

  it.each([60, 72, 80, 100, 120])('no line is wider than %d columns, and every asset is there', async (columns) => {
    const { stdout } = await cli(['cycle', '--assets', `${THREE},DOGEUSDT`], { columns });
    for (const line of stdout.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
    for (const name of ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'DOGEUSDT']) expect(stdout).toMatch(new RegExp(`│ ${name} `));
  });

  it('an asset that cannot be had leaves the others and is named', async () => {
    const { code, stdout, stderr } = await cli(['cycle', '--assets', 'BTCUSDT,DOGEUSDT,NOTASYMBOL,ETHUSDT']);
    expect(code, stderr).toBe(0);
    expect(stdout.match(/│ ok +│/g)).toHaveLength(2);
    expect(stdout.match(/│ (DOGEUSDT|NOTASYMBOL) .*│ failed +│/g)).toHaveLength(2);
    expect(flat(stdout)).toContain('DOGEUSDT: base_asset "DOGEUSDT" has no demo data');
    expect(flat(stdout)).toContain('NOTASYMBOL: "NOTASYMBOL" is not a trading symbol');
    expect(flat(stdout)).toContain('2 of 4 assets are not counted');
    const document = await assetsJson(['--assets', 'BTCUSDT,DOGEUSDT,NOTASYMBOL']);
    expect(states(document)).toEqual(['BTCUSDT answered', 'DOGEUSDT failed', 'NOTASYMBOL failed']);
    expect(document.assets.slice(1).map(({ fault }) => fault?.code)).toEqual(['demo.symbol', 'symbol.invalid']);
    expect(document.total.assets).toBe(1);
  });

  it('where none can be had, the exit code is that of one alone, the document is printed and nothing saved', async () => {
    const cwd = emptyDir();
    const document = await assetsJson(['--assets', 'DOGEUSDT,NOTASYMBOL', '--save', 'c.json'], {}, { cwd, code: 2 });
    expect(document).toMatchObject({ as_of: null, total: { assets: 0, gross: 0 } });
    expect(filesUnder(cwd)).toEqual([]);
  });

  it.each([
    [['--assets', ','], 'names nothing'],
    [['--assets', 'BTCUSDT', '--base-asset', 'ETHUSDT'], 'cannot be used with'],
    [['--assets', 'BTCUSDT', '--snapshot', 'x.json'], 'cannot be used with'],
    [['--assets', 'BTCUSDT,ETHUSDT', '--k-max', '-1'], '--k-max'],
  ])('refuses %j with exit code 2', async (argv, words) => {
    const { code, stderr, stdout } = await cli(['cycle', ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('sizes by the options, warns where the sizes together need leverage, and --save writes what is printed', async () => {
    const cwd = emptyDir();
    const argv = ['cycle', '--json', '--assets', THREE, '--base-size', '0.5', '--k-max', '1', '--save'];
    const { stdout, stderr } = await cli(argv, { cwd, env: QUIET });
    const { total, warnings } = JSON.parse(stdout) as Assets;
    expect(total.at_most).toBeGreaterThan(1);
    expect(warnings.join(' ')).toContain('leverage');
    const [run] = readdirSync(join(cwd, 'user_data', 'runs'));
    expect(run).toContain('-3-assets-');
    expect(stderr).toContain(`Saved user_data/runs/${run!}/cycle.json`);
    expect(readFileSync(join(cwd, 'user_data', 'runs', run!, 'cycle.json'), 'utf8')).toBe(stdout);
  });
});

describe('cycle --assets on real data, over HTTP', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const asked = (server: { readonly requests: readonly unknown[] }): number => server.requests.length;

  it('asks feeds, mood and stablecoins once, and the market of each asset', async () => {
    const { coinmetrics, ...others } = world.servers;
    const before = new Map(Object.entries(others).map(([name, server]) => [name, asked(server)]));
    const chain = asked(coinmetrics);
    const document = await assetsJson(['--real-data', '--assets', 'BTCUSDT,ETHUSDT'], world.env);
    expect(states(document)).toEqual(['BTCUSDT answered', 'ETHUSDT answered']);
    const more = Object.fromEntries(
      Object.entries(others).map(([name, server]) => [name, asked(server) - before.get(name)!]),
    );
    expect(more).toEqual({ blockchain: 1, defillama: 1, fearGreed: 1, rss: 4, cryptopanic: 2, newsapi: 2 });
    expect(asked(coinmetrics) - chain).toBe(2);
    const [btc, eth] = document.assets.map(({ snapshot }) => marketSnapshotSchema.parse(snapshot));
    expect(eth!.timestamp_utc).toBe(btc!.timestamp_utc);
    expect(eth!.macro_context.fear_greed_index).toBe(btc!.macro_context.fear_greed_index);
    expect(eth!.base_asset).toBe('ETHUSDT');
  });

  it('keeps snapshots and decisions of each asset, as a cycle about one does', async () => {
    const cwd = emptyDir();
    await assetsJson(['--real-data', '--assets', 'BTCUSDT,ETHUSDT'], world.env, { cwd });
    const kept = readFileSync(join(cwd, 'user_data', 'decisions', 'decisions.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(kept.map((line) => (JSON.parse(line) as { symbol: string }).symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    const exported = await cli(['snapshots', 'export'], { cwd, env: QUIET });
    expect(exported.stdout).toContain('"base_asset":"BTCUSDT"');
    expect(exported.stdout).toContain('"base_asset":"ETHUSDT"');
  });

  it('a symbol the exchange does not know leaves the others', async () => {
    const document = await assetsJson(['--real-data', '--assets', 'BTCUSDT,NOPEUSDT'], world.env);
    expect(states(document)).toEqual(['BTCUSDT answered', 'NOPEUSDT failed']);
    expect(document.assets[1]!.fault).toMatchObject({ code: 'symbol.unknown', kind: 'input' });
  });

  it('a dead shared source is a gap of every asset, and without any price the exit code is 3', async () => {
    world.servers.fearGreed.setTrouble({ status: 503, body: 'down' });
    const document = await assetsJson(['--real-data', '--assets', 'BTCUSDT,ETHUSDT'], world.env);
    world.servers.fearGreed.setTrouble();
    expect(states(document)).toEqual(['BTCUSDT answered', 'ETHUSDT answered']);
    for (const { snapshot } of document.assets)
      expect(marketSnapshotSchema.parse(snapshot).data_quality.failures.map(({ source }) => source)).toContain(
        'fear-greed',
      );
    world.binance.setScenario({ '*': { status: 500, body: {} } });
    const none = await assetsJson(['--real-data', '--assets', 'BTCUSDT,ETHUSDT'], world.env, { code: 3 });
    world.binance.setScenario({});
    expect(none.assets.map(({ fault }) => fault?.code)).toEqual(['snapshot.no-price', 'snapshot.no-price']);
  });
});

describe('cycle --assets with a language model', () => {
  let ollama: FakeOllama;
  let openai: FakeOpenAI;
  let env: Record<string, string>;
  const bull = (overrides: Record<string, unknown> = {}): string =>
    JSON.stringify(
      regimeDocument({ horizon_hours: 24, base_asset: 'BTCUSDT', prob_bull: 0.8, prob_bear: 0.2, ...overrides }),
    );
  const about = (body: unknown): string => /(BTC|ETH|SOL)USDT/.exec(JSON.stringify(body))?.[0] ?? '';

  beforeAll(async () => {
    [ollama, openai] = await Promise.all([
      startOllamaServer({ models: ['llama3.2'], parallel: 4 }),
      startOpenAIServer(),
    ]);
    env = { OLLAMA_BASE_URL: ollama.url, LLM_MODEL: 'llama3.2', NEWS_CAP: 'off' };
  });
  afterAll(() => Promise.all([ollama.close(), openai.close()]));
  beforeEach(() => {
    ollama.answerWith(() => bull());
    openai.answerWith(() => bull());
  });

  it('asks about each asset once, never more than two at a time, and replays without a server', async () => {
    let most = 0;
    ollama.answerWith(() => {
      most = Math.max(most, ollama.busy);
      return bull();
    });
    const cwd = emptyDir();
    const before = ollama.chats.length;
    const document = await assetsJson(['--assets', THREE], env, { cwd });
    const chats = ollama.chats.slice(before);
    expect(chats.map(({ body }) => about(body)).sort()).toEqual(['BTCUSDT', 'ETHUSDT', 'SOLUSDT']);
    expect(most).toBeLessThanOrEqual(2);
    expect(document.assets.map(({ model }) => model.id)).toEqual(Array(3).fill('ollama/llama3.2'));
    const off = { ...env, OLLAMA_BASE_URL: 'http://127.0.0.1:9' };
    const replayed = await assetsJson(['--assets', THREE, '--replay'], off, { cwd });
    expect(replayed.total).toEqual(document.total);
    expect(replayed.assets.every(({ usage }) => usage?.replayed)).toBe(true);
    const { stdout } = await cli(['cycle', '--assets', THREE, '--replay'], { env: off, cwd });
    expect(stdout).toContain('3 calls');
  });

  it('a model that fails on one asset leaves the others, and on_failure decides about that one', async () => {
    ollama.answerWith((_, body) => (about(body) === 'ETHUSDT' ? 'no idea' : bull()));
    const hold = await assetsJson(['--assets', THREE], env);
    expect(states(hold)).toEqual(['BTCUSDT answered', 'ETHUSDT failed', 'SOLUSDT answered']);
    expect(hold.total.assets).toBe(2);
    const none = await assetsJson(['--assets', THREE], { ...env, LLM_ON_FAILURE: 'flat' });
    expect(states(none)).toEqual(['BTCUSDT answered', 'ETHUSDT flat', 'SOLUSDT answered']);
    expect(none.assets[1]).toMatchObject({ llm_output: null, pos_long: 0, exposure: 0 });
    const rule = await assetsJson(['--assets', THREE], { ...env, LLM_ON_FAILURE: 'baseline' });
    expect(states(rule)).toEqual(['BTCUSDT answered', 'ETHUSDT baseline', 'SOLUSDT answered']);
  });

  it('a server that is not there is said once for all assets, with exit code 3', async () => {
    const { code, stdout } = await cli(['cycle', '--assets', THREE], {
      env: { ...QUIET, ...env, OLLAMA_BASE_URL: 'http://127.0.0.1:9' },
    });
    expect(code).toBe(3);
    expect(flat(stdout)).toContain('BTCUSDT, ETHUSDT, SOLUSDT: ');
    expect(flat(stdout)).toContain('Nothing was decided about any asset');
  });

  it('the budget of a run is one for all assets', async () => {
    openai.answerWith(() => bull());
    const paid = {
      LLM_MODEL: 'openai/local',
      NEWS_CAP: 'off',
      OPENAI_BASE_URL: `${openai.url}/v1`,
      LLM_PRICES: 'openai/local=100:100',
    };
    const whole = await assetsJson(['--assets', THREE], paid);
    expect(states(whole)).toEqual(['BTCUSDT answered', 'ETHUSDT answered', 'SOLUSDT answered']);
    const one = await assetsJson(['--assets', 'BTCUSDT'], { ...paid, LLM_BUDGET_USD_PER_RUN: '0.7' });
    expect(states(one)).toEqual(['BTCUSDT answered']);
    const some = await assetsJson(['--assets', THREE], { ...paid, LLM_BUDGET_USD_PER_RUN: '0.7' });
    expect(some.assets.filter(({ state }) => state === 'answered')).toHaveLength(1);
    expect(some.assets.find(({ state }) => state === 'failed')?.fault?.kind).toBe('refused');
  });

  it('of an opinion that nobody measured nothing is traded, and no side counts as favoured', async () => {
    const { assets, total } = await assetsJson(['--assets', 'BTCUSDT,ETHUSDT', '--earned'], env);
    expect(assets.map(({ earned, k_long, exposure }) => [earned?.share, k_long, exposure])).toEqual([
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect(total).toMatchObject({ gross: 0, net: 0, at_most: 0.02 });
  });

  it('assets that wait for one another at a server of one slot are not late', async () => {
    const narrow = await startOllamaServer({
      models: ['llama3.2'],
      answers: () => ({ content: bull(), delayMs: 700 }),
    });
    const slow = { ...env, OLLAMA_BASE_URL: narrow.url, LLM_TIMEOUT_MS: '1200' };
    const document = await assetsJson(['--assets', THREE], slow);
    await narrow.close();
    expect(states(document)).toEqual(['BTCUSDT answered', 'ETHUSDT answered', 'SOLUSDT answered']);
  });

  it('Ctrl-C ends it with exit code 130 and no document', async () => {
    ollama.answerWith(() => ({ content: bull(), ending: 'hang' }));
    const controller = new AbortController();
    const run = cli(['cycle', '--assets', THREE, '--json'], { env: { ...QUIET, ...env }, signal: controller.signal });
    await expect.poll(() => ollama.busy, { timeout: 5_000 }).toBe(2);
    controller.abort();
    const { code, stdout, stderr } = await run;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain(
      `Interrupted before the first answer. To ask again:\n  llm-trading cycle --assets ${THREE} --json`,
    );
  });
});
