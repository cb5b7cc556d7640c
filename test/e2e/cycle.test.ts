import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { marketSnapshotSchema } from '../../src/core/market-snapshot/index.js';
import { regimeAssessmentSchema } from '../../src/core/regime/schema.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer, type FakeOpenAI } from '../servers/openai.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';
import { startWorld, type World } from './support/world.js';

const QUIET = { LOG_LEVEL: 'silent' };

interface Cycle {
  readonly snapshot: unknown;
  readonly llm_output: { readonly prob_bull: number; readonly regime_label: string } | null;
  readonly k_long: number;
  readonly k_short: number;
  readonly pos_long: number;
  readonly pos_short: number;
  readonly model: { readonly id: string; readonly kind: string };
  readonly usage: { readonly calls: number; readonly replayed: boolean } | null;
  readonly warnings: readonly string[];
}

async function cycleJson(argv: readonly string[], env: Record<string, string> = {}, cwd = emptyDir()): Promise<Cycle> {
  const { code, stdout, stderr } = await cli(['cycle', '--json', ...argv], { env: { ...QUIET, ...env }, cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Cycle;
}

describe('on demo data', () => {
  it('demo prints a recommendation, labelled as generated data and as a statistical baseline, and writes nothing', async () => {
    const cwd = emptyDir();
    const { code, stdout, stderr } = await cli(['demo'], { cwd });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/→ (Hold|No side|Stay)/);
    expect(stdout).toContain('demo data (generated)');
    expect(stdout).toContain('statistical baseline, not a language model');
    expect(filesUnder(cwd)).toEqual([]);
  });

  it('demo asks no configured model unless one is named', async () => {
    const { code, stdout } = await cli(['demo'], { env: { OLLAMA_BASE_URL: 'http://127.0.0.1:9' } });
    expect(code).toBe(0);
    expect(stdout).toContain('baseline/heuristic');
  });

  it('--json is one document with what is promised, and the same twice', async () => {
    const first = await cycleJson([]);
    expect(await cycleJson(['--demo'])).toEqual(first);
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining([
        'snapshot',
        'llm_output',
        'k_long',
        'k_short',
        'pos_long',
        'pos_short',
        'model',
        'usage',
        'warnings',
      ]),
    );
    expect(marketSnapshotSchema.parse(first.snapshot).data_quality.demo).toBe(true);
    expect(regimeAssessmentSchema.parse(first.llm_output).base_asset).toBe('BTCUSDT');
    expect(first.pos_long).toBeCloseTo(0.01 * first.k_long, 12);
    expect(first.usage).toBeNull();
  });

  it('sizes by the options', async () => {
    const { k_long, pos_long, pos_short } = await cycleJson(['--base-size', '0.5', '--k-max', '1']);
    expect(k_long).toBeLessThanOrEqual(1);
    expect(pos_long).toBeCloseTo(0.5 * k_long, 12);
    const other = await cycleJson(['--base-long', '0.2', '--base-short', '0', '--k-max', '1']);
    expect([other.pos_long, other.pos_short]).toEqual([0.2 * other.k_long, 0]);
    expect(pos_short).toBeGreaterThan(0);
    const convex = await cycleJson(['--profile', 'convex']);
    expect(convex.k_long).not.toBe((await cycleJson([])).k_long);
  });

  it('a size of zero is a result, with its warning', async () => {
    const { k_long, warnings } = await cycleJson(['--k-max', '0']);
    expect(k_long).toBe(0);
    expect(warnings.join(' ')).toContain('k_max is 0');
  });

  it('--save writes the printed document, by default into the folder of the run', async () => {
    const cwd = emptyDir();
    const { stdout, stderr } = await cli(['cycle', '--json', '--save'], { cwd });
    const [run] = readdirSync(join(cwd, 'user_data', 'runs'));
    expect(stderr).toContain(`Saved user_data/runs/${run!}/cycle.json`);
    expect(readFileSync(join(cwd, 'user_data', 'runs', run!, 'cycle.json'), 'utf8')).toBe(stdout);
    const named = await cli(['cycle', '--json', '--save', 'mine.json'], { cwd });
    expect(readFileSync(join(cwd, 'mine.json'), 'utf8')).toBe(named.stdout);
  });

  it('a saved cycle is a snapshot and a regime for later commands', async () => {
    const cwd = emptyDir();
    await cli(['cycle', '--save', 'c.json'], { cwd });
    const saved = JSON.parse(readFileSync(join(cwd, 'c.json'), 'utf8')) as Cycle;
    expect((await cycleJson(['--snapshot', 'c.json'], {}, cwd)).k_long).toBe(saved.k_long);
    const size = await cli(['size', '--regime', 'c.json', '--side', 'short', '--json'], { cwd });
    expect(JSON.parse(size.stdout)).toEqual({
      position_size: saved.pos_short,
      k_long: saved.k_long,
      k_short: saved.k_short,
    });
    const prompt = await cli(['prompt', '--snapshot', 'c.json', '--json'], { cwd });
    const { system, user } = JSON.parse(prompt.stdout) as { system: string; user: string };
    expect(system).toContain('bull_pct');
    expect(user).toContain('BTCUSDT');
  });
});

describe('on real data, over HTTP', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it('the snapshot is full: only what no free source offers is missing', async () => {
    const { snapshot } = await cycleJson(['--real-data'], world.env);
    const { data_quality, news, market } = marketSnapshotSchema.parse(snapshot);
    const missing = Object.entries(data_quality.fields).filter(([, field]) => field.missing_because !== null);
    expect(missing.map(([path]) => path).sort()).toEqual([
      'market.btc_dominance',
      'market.stablecoin_flows_ex',
      'onchain.new_addresses_vs_30d',
      'onchain.whale_transfers',
    ]);
    expect(data_quality).toMatchObject({ demo: false, failures: [] });
    expect(market.spot_price).toBeGreaterThan(0);
    expect(news.length).toBeGreaterThan(0);
  });

  it('each source is asked at the address its variable names, and no key reaches an output', async () => {
    const { code, stdout, stderr } = await cli(['cycle', '--real-data', '--json'], {
      env: { ...world.env, LOG_LEVEL: 'debug' },
    });
    expect(code).toBe(0);
    for (const [name, server] of Object.entries(world.servers)) expect(server.requests.length, name).toBeGreaterThan(0);
    for (const key of [world.env.CRYPTOPANIC_API_KEY!, world.env.NEWSAPI_KEY!]) {
      expect(stdout + stderr).not.toContain(key);
    }
  });

  it('a dead optional source is a gap with its reason, not a failure', async () => {
    world.servers.fearGreed.setTrouble({ status: 503, body: 'down' });
    const { code, stdout } = await cli(['cycle', '--real-data'], { env: { ...world.env, ...QUIET } });
    world.servers.fearGreed.setTrouble();
    expect(code).toBe(0);
    expect(stdout.replace(/\n\s+/g, ' ')).toMatch(/fear & greed.*: fear-greed \(127\.0\.0\.1:\d+\) answered HTTP 503/);
  });

  it('without a price nothing is sized and nothing saved: exit code 3', async () => {
    const cwd = emptyDir();
    world.binance.setScenario({ '*': { status: 500, body: {} } });
    const { code, stdout, stderr } = await cli(['cycle', '--real-data', '--json', '--save', 'c.json'], {
      env: { ...world.env, ...QUIET },
      cwd,
    });
    world.binance.setScenario({});
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('There is no spot price of BTCUSDT');
    expect(filesUnder(cwd)).not.toContain('c.json');
  });
});

describe('with a language model', () => {
  let ollama: FakeOllama;
  let openai: FakeOpenAI;
  let env: Record<string, string>;
  const regime = (overrides: Record<string, unknown> = {}): string =>
    JSON.stringify(regimeDocument({ horizon_hours: 24, base_asset: 'BTCUSDT', ...overrides }));

  beforeAll(async () => {
    [ollama, openai] = await Promise.all([
      startOllamaServer({ models: ['llama3.2', 'deepseek-v3.1:671b-cloud'] }),
      startOpenAIServer(),
    ]);
    env = { ...QUIET, OLLAMA_BASE_URL: ollama.url };
  });
  afterAll(() => Promise.all([ollama.close(), openai.close()]));
  beforeEach(() => {
    ollama.answerWith(() => regime({ prob_bull: 0.8, prob_bear: 0.2 }));
    openai.answerWith(() => regime({ prob_bull: 0.2, prob_bear: 0.8 }));
  });

  it('a bare name is Ollama’s, and the report says who answered and what it cost', async () => {
    const { code, stdout, stderr } = await cli(['cycle', '--model', 'llama3.2'], { env });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('BULLISH');
    expect(stdout).toContain('Answered by ollama/llama3.2');
    expect(stdout).toContain('(language model)');
    expect(stdout).toMatch(/\d calls? · [\d,]+ \+ [\d,]+ tokens · .* · free of charge/);
    expect(ollama.chats.at(-1)?.body).toMatchObject({ keep_alive: '2h', think: false, options: { num_ctx: 16_384 } });
  });

  it('without --model the configured server answers with the documented default', async () => {
    const { model, llm_output } = await cycleJson([], env);
    expect(model.id).toBe('ollama/deepseek-v3.1:671b-cloud');
    expect(llm_output?.prob_bull).toBeCloseTo(0.8, 9);
  });

  it('an OpenAI-compatible server needs no key', async () => {
    const { model, llm_output } = await cycleJson(['--model', 'openai/local'], { OPENAI_BASE_URL: `${openai.url}/v1` });
    expect(model).toMatchObject({ id: 'openai/local', kind: 'llm' });
    expect(llm_output?.regime_label).toBe('bear');
  });

  it('--replay takes the recorded answer without a server, and a question never asked is exit code 3', async () => {
    const cwd = emptyDir();
    const asked = await cycleJson(['--model', 'llama3.2'], env, cwd);
    const off = { ...QUIET, OLLAMA_BASE_URL: 'http://127.0.0.1:9' };
    const replayed = await cycleJson(['--model', 'llama3.2', '--replay'], off, cwd);
    expect(replayed.k_long).toBe(asked.k_long);
    expect(replayed.usage?.replayed).toBe(true);
    const other = await cli(['cycle', '--model', 'llama3.2', '--replay', '--horizon-hours', '12'], { env: off, cwd });
    expect(other.code, other.stderr).toBe(3);
    expect(other.stderr).toContain('never asked');
  });

  it('an invalid answer is repaired once; the next model is asked after that', async () => {
    const answers = ['I think it goes up'];
    ollama.answerWith(() => answers.shift() ?? regime({ prob_bull: 0.7, prob_bear: 0.3 }));
    expect((await cycleJson(['--model', 'llama3.2'], { ...env, NEWS_CAP: 'off' })).usage?.calls).toBe(2);
    ollama.answerWith(() => 'I think it goes up');
    const fallback = { ...env, OPENAI_BASE_URL: `${openai.url}/v1`, LLM_FALLBACK_MODELS: 'openai/local' };
    const { model, warnings } = await cycleJson(['--model', 'llama3.2'], fallback);
    expect(model.id).toBe('openai/local');
    expect(warnings.join(' ')).toContain('ollama/llama3.2');
  });

  it.each([
    ['hold', 3],
    ['flat', 0],
    ['baseline', 0],
  ])('no valid answer under on_failure %s is exit code %d', async (onFailure, code) => {
    ollama.answerWith(() => 'no idea');
    const run = await cli(['cycle', '--model', 'llama3.2', '--json'], { env: { ...env, LLM_ON_FAILURE: onFailure } });
    expect(run.code, run.stderr).toBe(code);
    if (onFailure === 'hold') {
      expect(run.stdout).toBe('');
      return;
    }
    const result = JSON.parse(run.stdout) as Cycle;
    expect(result.warnings.join(' ')).toContain('gave no regime');
    if (onFailure === 'flat') expect(result).toMatchObject({ llm_output: null, k_long: 0, pos_long: 0, pos_short: 0 });
    else expect(result.model.kind).toBe('baseline');
  });

  it('flat is reported to a person as well', async () => {
    ollama.answerWith(() => 'no idea');
    const { stdout } = await cli(['cycle', '--model', 'llama3.2'], { env: { ...env, LLM_ON_FAILURE: 'flat' } });
    expect(stdout).toContain('Hold nothing in BTC');
    expect(stdout).toContain('no model gave a valid opinion');
  });

  it('a budget that cannot be kept is refused with exit code 4, and nothing is sent', async () => {
    const before = openai.chats.length;
    const { code, stderr } = await cli(['cycle', '--model', 'openai/local'], {
      env: { ...QUIET, OPENAI_BASE_URL: `${openai.url}/v1`, LLM_BUDGET_USD_PER_RUN: '0.01' },
    });
    expect(code, stderr).toBe(4);
    expect(stderr).toContain('price');
    expect(openai.chats).toHaveLength(before);
  });

  it('an absent model is exit code 3, with the list of what the server has', async () => {
    const { code, stderr } = await cli(['cycle', '--model', 'nosuch'], { env });
    expect(code, stderr).toBe(3);
    expect(stderr.replace(/\n\s+/g, ' ')).toMatch(/llama3\.2.*deepseek|deepseek.*llama3\.2/);
  });

  it('what a model writes cannot steer the terminal', async () => {
    ollama.answerWith(() =>
      regime({ reasoning_short: 'calm \u001b[2J\u001b]0;owned\u0007 market', factors_summary: ['up\u001b[31m'] }),
    );
    const { code, stdout } = await cli(['cycle', '--model', 'llama3.2'], { env });
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('\\u{1b}[2J');
  });

  it('Ctrl-C while the model thinks frees the server, writes no result and is exit code 130', async () => {
    ollama.answerWith(() => ({ content: regime(), ending: 'hang' }));
    const cwd = emptyDir();
    const controller = new AbortController();
    const run = cli(['cycle', '--model', 'llama3.2', '--save', 'c.json'], { env, cwd, signal: controller.signal });
    const before = ollama.aborted;
    await expect.poll(() => ollama.busy, { timeout: 5_000 }).toBe(1);
    controller.abort();
    const { code, stdout, stderr } = await run;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toBe(
      'Interrupted before the first answer. To ask again:\n  llm-trading cycle --model llama3.2 --save c.json\n',
    );
    await expect.poll(() => ollama.aborted).toBe(before + 1);
    expect(filesUnder(cwd)).not.toContain('c.json');
  });
});
