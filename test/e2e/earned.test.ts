import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/ports/random.js';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';
import { startWorld } from './support/world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BARS_END = Date.UTC(2025, 0, 15, 12);
const DAYS = 420;

/** Waves of ten days under noise: what rose yesterday rises today, more often than not, and not more often than can be believed. */
function wavyMarket(wave = 0.0011): string {
  const random = seededRandom(5);
  const rows = ['time,open,high,low,close,volume'];
  let price = 100;
  for (let i = 0; i < DAYS * 24; i++) {
    const open = price;
    price *= Math.exp(wave * Math.sin((2 * Math.PI * i) / 240) + 0.012 * (random.next() - 0.5));
    const [high, low] = [Math.max(open, price) * 1.0005, Math.min(open, price) * 0.9995];
    rows.push(`${BARS_END - (DAYS * 24 - i) * HOUR},${open},${high},${low},${price},500`);
  }
  return `${rows.join('\n')}\n`;
}

interface Cycle {
  readonly llm_output: { readonly prob_bull: number };
  readonly k_long: number;
  readonly k_short: number;
  readonly model: { readonly id: string; readonly version: string | null };
  readonly warnings: readonly string[];
  readonly earned: {
    readonly evaluation: string | null;
    readonly share: number;
    readonly refused: string | null;
  } | null;
  readonly calibration: { readonly evaluation: string; readonly kind: string; readonly prob_bull: number } | null;
}

let cwd: string;
let ollama: FakeOllama;
let evaluation: string;
let env: Record<string, string>;
const run = (...argv: readonly string[]): Promise<CliRun> => cli(argv, { cwd, env });
const done = async (...argv: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(...argv);
  expect(code, stderr).toBe(0);
  return stdout;
};
const cycle = async (model: string, ...argv: readonly string[]): Promise<Cycle> =>
  JSON.parse(await done('cycle', '--snapshot', 's.json', '--model', model, '--json', ...argv)) as Cycle;
const refused = async (code: number, ...argv: readonly string[]): Promise<string> => {
  const result = await run(...argv);
  expect(result.code, result.stdout + result.stderr).toBe(code);
  return result.stderr.replace(/\s+/g, ' ');
};

/** Leans to where the last day went, and is the same for the same question. */
const follower: AnswerSource = (_call, body) => {
  const change = Number(/return_pct:[^\\]*? 24h (-?[\d.]+)/.exec(JSON.stringify(body.messages))?.[1] ?? 0);
  const bull = change > 0 ? 0.7 : 0.3;
  return JSON.stringify(regimeDocument({ prob_bull: bull, prob_bear: Math.round((1 - bull) * 10) / 10 }));
};

const EVALUATE = ['evaluate', '--data', 'BTCUSDT:1h', '--no-attribution', '--samples', '200', '--json'];

beforeAll(async () => {
  cwd = emptyDir();
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: follower, parallel: 8 });
  env = { LOG_LEVEL: 'silent', OLLAMA_BASE_URL: ollama.url };
  writeFileSync(join(cwd, 'BTCUSDT.csv'), wavyMarket());
  await done('data', 'import', 'BTCUSDT.csv', '--symbol', 'BTCUSDT', '--interval', '1h');
  await done('observations', 'backfill', '--symbol', 'BTCUSDT', '--source', 'stored', '--from', '2023-11-22');
  await done('snapshot', '--as-of', '2025-01-15T12:00', '--out', 's.json');
  const models = ['--model', 'baseline/momentum', '--model', 'baseline/momentum+baseline/logistic'];
  evaluation = (JSON.parse(await done(...EVALUATE, ...models)) as { id: string }).id;
}, 120_000);
afterAll(() => ollama.close());

describe('baselines by name', () => {
  it.each(['climatology', 'constant', 'momentum', 'logistic', 'hmm-2', 'hmm-3', 'hmm-4', 'heuristic'])(
    'baseline/%s answers a cycle from the local store',
    async (name) => {
      const { model, llm_output } = await cycle(`baseline/${name}`);
      expect(model.id).toBe(`baseline/${name}-1`);
      expect(llm_output.prob_bull).toBeGreaterThan(0);
      expect(llm_output.prob_bull).toBeLessThan(1);
    },
  );

  it('a misspelt one is an error that says what was meant', async () => {
    expect(await refused(2, 'cycle', '--demo', '--model', 'baseline/momentm')).toContain(
      'did you mean "baseline/momentum"?',
    );
  });

  it('with too little stored, it says what to fetch', async () => {
    const empty = emptyDir();
    const none = await cli(['cycle', '--demo', '--model', 'baseline/climatology'], { cwd: empty, env });
    expect(none.code).toBe(3);
    expect(none.stderr.replace(/\s+/g, ' ')).toContain(
      'llm-trading data fetch BTCUSDT --interval 1h --from 2024-01-16',
    );
    const lines = wavyMarket().split('\n');
    writeFileSync(join(empty, 'few.csv'), [lines[0], ...lines.slice(-481)].join('\n'));
    await cli(['data', 'import', 'few.csv', '--symbol', 'BTCUSDT', '--interval', '1h'], { cwd: empty, env });
    const few = await cli(['cycle', '--demo', '--model', 'baseline/climatology'], { cwd: empty, env });
    expect([few.code, few.stderr.replace(/\s+/g, ' ')]).toEqual([3, expect.stringContaining('fewer than 30')]);
  });

  it('the same baseline says the same in a backtest as in an evaluation: one history for both', async () => {
    const argv = ['backtest', '--data', 'BTCUSDT:1h', '--strategy', 'llm-regime', '--json'];
    const { run: id } = JSON.parse(await done(...argv, '--model', 'baseline/momentum')) as { run: string };
    const result = JSON.parse(readFileSync(join(cwd, 'user_data/runs', id, 'result.json'), 'utf8')) as {
      regime: { decided_at: number; prob_bull: number | null }[];
    };
    const document = JSON.parse(
      readFileSync(join(cwd, 'user_data/evaluations', evaluation, 'evaluation.json'), 'utf8'),
    ) as { forecasters: { headline: { series: { decided_at: number[]; prob_bull: number[] } } }[] };
    const { series } = document.forecasters[0]!.headline;
    const traded = new Map(result.regime.map(({ decided_at, prob_bull }) => [decided_at, prob_bull]));
    const both = series.decided_at.flatMap((time, i) =>
      traded.has(time) ? [[time, series.prob_bull[i]!] as const] : [],
    );
    expect(both.length).toBeGreaterThan(300);
    for (const [time, probBull] of both) expect(traded.get(time), new Date(time).toISOString()).toBe(probBull);
  });
});

describe('ensembles', () => {
  it('pools members and samples, each call recorded once, and needs a temperature for samples', async () => {
    const before = ollama.chats.length;
    const model = '2*llama3.2+baseline/momentum';
    const first = await cycle(model, '--temperature', '0.5');
    expect(first.model).toMatchObject({ id: '2*ollama/llama3.2+baseline/momentum', kind: 'ensemble' });
    expect(ollama.chats.length - before).toBe(2);
    expect(await cycle(model, '--temperature', '0.5', '--replay')).toMatchObject({ llm_output: first.llm_output });
    expect(ollama.chats.length - before, 'a second time costs nothing').toBe(2);
    expect(await refused(2, 'cycle', '--snapshot', 's.json', '--model', model)).toContain('at temperature 0');
  });

  it('is a forecaster like any other, and a second evaluation asks nobody', async () => {
    const argv = [...EVALUATE, '--from', '2024-11-01', '--model', 'llama3.2+baseline/momentum'];
    const before = ollama.chats.length;
    const first = JSON.parse(await done(...argv, '--ensemble-weights', 'fitted')) as {
      forecasters: { id: string; kind: string; answered: number; version: string; headline_start: { from: unknown } }[];
    };
    const asked = ollama.chats.length - before;
    expect(first.forecasters[0]).toMatchObject({
      id: 'ollama/llama3.2+baseline/momentum (fitted weights)',
      kind: 'ensemble',
      answered: asked,
      version: expect.stringContaining('baseline/momentum-1@fixed') as string,
    });
    expect(first.forecasters[0]!.headline_start.from, 'nobody knows what llama3.2 had seen').toBe('unknown');
    await done(...argv, '--ensemble-weights', 'fitted');
    await done(...argv);
    expect(ollama.chats.length - before).toBe(asked);
  });

  it('live weights come from an evaluation of all members, else they are equal and it says so', async () => {
    const weights = ['--ensemble-weights', 'fitted'];
    const fitted = await cycle('baseline/momentum+baseline/logistic', ...weights);
    expect(fitted.model.id).toBe('baseline/momentum+baseline/logistic (fitted weights)');
    expect(fitted.warnings).toEqual([]);
    const equal = await cycle('llama3.2+2*qwen3+baseline/momentum', '--temperature', '1', ...weights);
    expect(equal.model.id).toBe('ollama/llama3.2+2*ollama/qwen3+baseline/momentum');
    expect(equal.warnings[0]).toContain('count equally');
  });
});

describe('--earned in a cycle', () => {
  it('trades the share that was earned, and says by what', async () => {
    const whole = await cycle('baseline/momentum');
    const { earned, k_long, k_short, llm_output } = await cycle('baseline/momentum', '--earned');
    expect(earned).toMatchObject({ evaluation, refused: null, age: 1, drift: 1 });
    const share = earned!.share;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(1);
    expect(llm_output).toEqual(whole.llm_output);
    expect(k_long).toBeCloseTo(1 + share * (whole.k_long - 1), 12);
    expect(k_short).toBeCloseTo(1 + share * (whole.k_short - 1), 12);
    expect(whole.earned).toBeNull();
    const text = await done('cycle', '--snapshot', 's.json', '--model', 'baseline/momentum', '--earned', evaluation);
    expect(text).toContain(`Earned ${share.toFixed(2)} of the distance from 1 (evaluation ${evaluation}`);
  });

  it.each([
    ['another model', 'baseline/constant', [], 'shows no|not distinguishable|not shown|worse|better'],
    ['a model that nobody measured', 'llama3.2', [], 'not ollama/llama3.2'],
  ])('trades nothing of %s, and says why', async (_what, model, more, why) => {
    const { earned, k_long, k_short, warnings } = await cycle(model, '--earned', evaluation, ...more);
    expect([earned!.share, k_long, k_short]).toEqual([0, 1, 1]);
    expect(warnings.join(' ')).toContain('Nothing of this opinion is earned');
    expect(warnings.join(' ')).toMatch(new RegExp(why));
  });

  it('trades nothing on another horizon, by old evidence, or by evidence from later', async () => {
    const snapshot = JSON.parse(readFileSync(join(cwd, 's.json'), 'utf8')) as Record<string, unknown>;
    const other = async (change: Record<string, unknown>): Promise<Cycle> => {
      writeFileSync(join(cwd, 'other.json'), JSON.stringify({ ...snapshot, ...change }));
      const argv = ['cycle', '--snapshot', 'other.json', '--model', 'baseline', '--json', '--earned', evaluation];
      return JSON.parse(await done(...argv)) as Cycle;
    };
    expect((await other({ horizon_hours: 12 })).earned!.refused).toContain('a horizon of 24 h, not 12 h');
    expect((await other({ base_asset: 'ETHUSDT' })).earned!.refused).toContain('BTCUSDT, not ETHUSDT');
    const earlier = await other({ timestamp_utc: new Date(BARS_END - 30 * DAY).toISOString() });
    expect(earlier.earned!.refused).toContain('the evidence is later than the decision');
  });

  it('an evaluation that is not there, and an invalid name, are errors', async () => {
    const argv = ['cycle', '--snapshot', 's.json', '--model', 'baseline/momentum'];
    expect(await refused(2, ...argv, '--earned', '20250131-130501-042-1a2b3c4d')).toContain('There is no evaluation');
    expect(await refused(2, ...argv, '--earned', 'lastest')).toContain('--earned is "lastest"');
    expect(await refused(2, ...argv, '--earned', 'walk-forward')).toContain('--earned is "walk-forward"');
  });

  it('keeps the decision of a live cycle to score it later, and of no other', async () => {
    const folder = (dir: string): string[] => readdirSync(join(dir, 'user_data'));
    expect(folder(cwd), 'a cycle from a file is not live').not.toContain('decisions');
    const live = emptyDir();
    const world = await startWorld();
    const cycleLive = (more: Record<string, string>): Promise<CliRun> =>
      cli(['cycle', '--real-data', '--model', 'baseline', '--json', '--earned'], {
        cwd: live,
        env: { ...world.env, ...more },
      });
    await cycleLive({ HISTORY_ARCHIVE: 'off' });
    const { code, stdout } = await cycleLive({});
    await world.close();
    expect(code).toBe(0);
    const { llm_output, earned } = JSON.parse(stdout) as Cycle;
    expect(earned).toMatchObject({ evaluation: null, share: 0, refused: 'nothing was evaluated yet' });
    const lines = readFileSync(join(live, 'user_data/decisions/decisions.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines, 'the archive was off for the first').toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      prob_bull: llm_output.prob_bull,
      climatology: null,
      model: { id: 'baseline/heuristic-1', version: null },
      prompt: null,
    });
  });
});

describe('--calibrate in a cycle', () => {
  it('reads the probability as the evaluation says, of a kind, of an evaluation, or both', async () => {
    const plain = await cycle('baseline/momentum');
    const read = await cycle('baseline/momentum', '--calibrate', 'platt');
    expect(read.calibration).toEqual({ evaluation, kind: 'platt', prob_bull: plain.llm_output.prob_bull });
    expect(read.llm_output.prob_bull).not.toBe(plain.llm_output.prob_bull);
    expect(await cycle('baseline/momentum', '--calibrate', `${evaluation}:platt`)).toEqual(read);
    expect(plain.calibration).toBeNull();
  });

  it('is refused where it was fitted to something else', async () => {
    const argv = ['cycle', '--snapshot', 's.json', '--calibrate', `${evaluation}:platt`, '--model'];
    expect(await refused(4, ...argv, 'llama3.2')).toContain('not ollama/llama3.2');
    expect(await refused(4, ...argv.slice(0, 4), 'isotonic', '--model', 'baseline/momentum')).toContain('no isotonic');
    const demo = ['cycle', '--demo', '--model', 'baseline/momentum', '--horizon-hours', '12', '--calibrate', 'platt'];
    expect(await refused(4, ...demo)).toContain('a horizon of 24 h, not 12 h');
    expect(await refused(2, ...argv.slice(0, 4), 'plat', '--model', 'baseline')).toContain('did you mean "platt"?');
  });
});

describe('in a backtest', () => {
  const argv = ['backtest', '--data', 'BTCUSDT:1h', '--strategy', 'llm-regime', '--model', 'baseline/momentum'];
  /** A bound that holds at every week comes late: the waves are higher here. */
  const high = ['backtest', '--data', 'HIGHUSDT.csv', '--strategy', 'llm-regime'];
  beforeAll(() => {
    writeFileSync(join(cwd, 'HIGHUSDT.csv'), wavyMarket(0.0015));
  });
  interface Regime {
    readonly calibrate?: string;
    readonly earned?: {
      rule: string;
      sha256: string | null;
      mean_share: number;
      shares: { decided_at: number; share: number }[];
    };
  }
  const regimeOf = async (...more: readonly string[]): Promise<{ id: string; regime: Regime }> => {
    const { run: id } = JSON.parse(await done(...more, '--json')) as { run: string };
    const path = join(cwd, 'user_data/runs', id, 'result.json');
    const { configuration } = JSON.parse(readFileSync(path, 'utf8')) as { configuration: { regime: Regime } };
    return { id, regime: configuration.regime };
  };

  it('--earned walk-forward trades nothing until skill is shown, and repeats byte for byte', async () => {
    const { id, regime } = await regimeOf(...high, '--model', 'baseline/momentum', '--earned', '--calibrate', 'platt');
    expect(regime).toMatchObject({ calibrate: 'platt', earned: { rule: 'walk-forward', sha256: null } });
    const { shares } = regime.earned!;
    expect(shares[0]!.share).toBe(0);
    const first = shares.find(({ share }) => share > 0)!;
    expect(first.decided_at - shares[0]!.decided_at).toBeGreaterThan(30 * DAY);
    // The grid of refits: Thursdays 00:00 UTC. The first decision of a week has the new share.
    for (const { decided_at } of shares.slice(1)) expect(Math.floor(decided_at / DAY) % 7).toBe(0);
    expect(await done('backtest', '--repeat', id)).toContain('bit for bit');
  });

  it('--model-dates says from when on the decisions of a model count', async () => {
    const dates = { 'ollama/llama3.2': { released: '2023-12-01', training_cutoff: null, source: 'mine' } };
    writeFileSync(join(cwd, 'dates.json'), JSON.stringify(dates));
    const prompt = join(cwd, 'user_data/prompts/old.md');
    await done('prompt', 'new', 'old');
    writeFileSync(prompt, readFileSync(prompt, 'utf8').replace(/created_at: .*/, 'created_at: 2023-11-01'));
    const model = [...high, '--model', 'llama3.2', '--prompt', 'old'];
    const unknown = await regimeOf(...model, '--earned');
    expect(unknown.regime.earned!.mean_share, 'nobody knows what it had seen').toBe(0);
    const { id, regime } = await regimeOf(...model, '--earned', '--model-dates', 'dates.json');
    expect(regime.earned).toMatchObject({ model_dates: 'dates.json' });
    expect(regime.earned!.mean_share).toBeGreaterThan(0);
    expect(await done('backtest', '--repeat', id)).toContain('bit for bit');
    expect(await refused(2, ...model, '--model-dates', 'dates.json')).toContain(
      '--model-dates says from when on decisions count',
    );
  });

  it('--earned by an evaluation trades nothing before its evidence had ended', async () => {
    const { regime } = await regimeOf(...argv, '--earned', 'latest');
    expect(regime.earned).toMatchObject({ rule: evaluation });
    expect(regime.earned!.sha256).toMatch(/^[0-9a-f]{64}$/);
    const granted = regime.earned!.shares.filter(({ share }) => share > 0);
    for (const { decided_at } of granted) expect(decided_at).toBeGreaterThanOrEqual(BARS_END - DAY);
  });

  it('refuses what a backtest cannot know or does not need', async () => {
    expect(await refused(2, ...argv, '--calibrate', evaluation)).toContain('must not know');
    expect(await refused(2, ...argv, '--earned', 'always')).toContain('--earned is "always"');
    const plain = ['backtest', '--data', 'BTCUSDT:1h', '--strategy', 'sma-cross', '--earned'];
    expect(await refused(2, ...plain)).toContain('sma-cross asks none');
    const other = [...argv.slice(0, 5), '--model', 'llama3.2', '--from', '2025-01-01', '--earned', evaluation];
    expect(await refused(2, ...other)).toContain('not ollama/llama3.2');
  });

  it('an ensemble with fitted weights repeats with no server', async () => {
    const model = ['--model', 'llama3.2+baseline/momentum', '--ensemble-weights', 'fitted', '--from', '2024-12-01'];
    const { run: id } = JSON.parse(await done(...argv.slice(0, 5), ...model, '--json')) as { run: string };
    const before = ollama.chats.length;
    expect(await done('backtest', '--repeat', id)).toContain('bit for bit');
    expect(ollama.chats.length).toBe(before);
  });
});
