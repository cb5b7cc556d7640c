import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSpec } from '../../src/app/backtest/make-spec.js';
import { runPaper } from '../../src/app/live/paper.js';
import { createRuntime } from '../../src/app/runtime/runtime.js';
import { explanationSchema } from '../../src/contract/explanation.js';
import { paperResultSchema, sessionRowSchema } from '../../src/contract/session.js';
import { DAY, HOUR } from '../../src/core/time.js';
import { seededRandom } from '../../src/core/ports/random.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { readRecord } from '../../src/live/session/records.js';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir } from './support/cli.js';

const DAYS = 60;
/** Six decisions a day: much is measured on few bars. */
const HORIZON = 4;
const BARS_END = Date.UTC(2025, 0, 15, 12);

/** Waves of ten days under noise: what rose yesterday rises today, more often than not. */
function wavyMarket(): string {
  const random = seededRandom(5);
  const rows = ['time,open,high,low,close,volume'];
  let price = 100;
  for (let i = 0; i < DAYS * 24; i++) {
    const open = price;
    price *= Math.exp(0.0015 * Math.sin((2 * Math.PI * i) / 240) + 0.004 * (random.next() - 0.5));
    const [high, low] = [Math.max(open, price) * 1.0005, Math.min(open, price) * 0.9995];
    rows.push(`${BARS_END - (DAYS * 24 - i) * HOUR},${open},${high},${low},${price},500`);
  }
  return `${rows.join('\n')}\n`;
}

/** Leans to where the last day went. */
const follower: AnswerSource = (_call, body) => {
  const change = Number(/return_pct:[^\\]*? 24h (-?[\d.]+)/.exec(JSON.stringify(body.messages))?.[1] ?? 0);
  const bull = change > 0 ? 0.7 : 0.3;
  return JSON.stringify(regimeDocument({ prob_bull: bull, prob_bear: Math.round((1 - bull) * 10) / 10 }));
};

let cwd: string;
let ollama: FakeOllama;
let env: Record<string, string>;
const done = async (...argv: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await cli(argv, { cwd, env });
  expect(code, stderr).toBe(0);
  return stdout;
};
const ON_WAVES = ['--data', 'WAVEUSDT.csv', '--strategy', 'llm-regime', '--instrument', 'perp'];
const RUN = [...ON_WAVES, '--param', `horizon_bars=${HORIZON}`];
const MOMENTUM = [...RUN, '--model', 'baseline/momentum'];

beforeAll(async () => {
  cwd = emptyDir();
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: follower, parallel: 8 });
  env = { LOG_LEVEL: 'silent', OLLAMA_BASE_URL: ollama.url };
  writeFileSync(join(cwd, 'WAVEUSDT.csv'), wavyMarket());
  const dates = { 'ollama/llama3.2': { released: '2024-11-10', training_cutoff: null, source: 'mine' } };
  writeFileSync(join(cwd, 'dates.json'), JSON.stringify(dates));
  await done('prompt', 'new', 'old');
  const prompt = join(cwd, 'user_data/prompts/old.md');
  writeFileSync(prompt, readFileSync(prompt, 'utf8').replace(/created_at: .*/, 'created_at: 2024-11-01'));
  await done(
    ...['evaluate', '--data', 'WAVEUSDT.csv', '--model', 'baseline/momentum', '--to', '2025-01-05'],
    ...['--horizon', String(HORIZON), '--no-attribution', '--samples', '200'],
  );
  // So much skill on so few bars cannot be honest, says the evaluation, and is right: here it is as the market was made.
  const folder = join(cwd, 'user_data/evaluations');
  const file = join(folder, readdirSync(folder)[0]!, 'evaluation.json');
  const evaluation = JSON.parse(readFileSync(file, 'utf8')) as { forecasters: { suggestion: { trade: boolean } }[] };
  evaluation.forecasters[0]!.suggestion.trade = true;
  writeFileSync(file, JSON.stringify(evaluation));
}, 120_000);
afterAll(() => ollama.close());

/** Records of a session, of one kind. */
const recordsOf = <K extends 'measured' | 'booked' | 'opinion' | 'seen' | 'decision'>(name: string, kind: K) =>
  readJournalFile(join(cwd, 'user_data/sessions', name, 'journal.log'))!
    .records.filter((record) => record.kind === kind)
    .map((record) => readRecord(record, kind));

interface Backtest {
  readonly equity: number;
  readonly shares: readonly { readonly decided_at: number; readonly share: number }[];
}
async function backtested(argv: readonly string[]): Promise<Backtest> {
  const { run, final_equity: equity } = JSON.parse(await done('backtest', ...argv, '--json')) as {
    run: string;
    final_equity: number;
  };
  const result = JSON.parse(readFileSync(join(cwd, 'user_data/runs', run, 'result.json'), 'utf8')) as {
    configuration: { regime: { earned?: { shares: Backtest['shares'] } } };
  };
  return { equity, shares: result.configuration.regime.earned?.shares ?? [] };
}

/** The shares of a session where they change, as a backtest writes them. */
const sharesOf = (name: string): Backtest['shares'] =>
  recordsOf(name, 'measured')
    .map(({ decidedAt, earned }) => ({ decided_at: decidedAt, share: earned!.share }))
    .filter(({ share }, i, all) => i === 0 || share !== all[i - 1]!.share);

describe(
  'a session trades what was earned as a backtest of the same bars does, to the last bit',
  { timeout: 180_000 },
  () => {
    const llama = [...RUN, '--model', 'llama3.2', '--prompt', 'old', '--earned', '--model-dates', 'dates.json'];
    it.each<[string, string, readonly string[]]>([
      ['walk-forward, recalibrated', 'both', [...MOMENTUM, '--earned', '--calibrate', 'platt']],
      ['an evaluation', 'latest', [...MOMENTUM, '--earned', 'latest']],
      ['a language model', 'llama', llama],
    ])('%s', async (_what, name, argv) => {
      const expected = await backtested(argv);
      const result = paperResultSchema.parse(
        JSON.parse(await done('paper', ...argv, '--session', name, '--max-model-failures', '1000', '--json')),
      );
      expect(result.equity).toBe(expected.equity);
      expect(sharesOf(name)).toEqual(expected.shares);
      expect(expected.shares.length).toBeGreaterThan(1);
      expect(Math.max(...expected.shares.map(({ share }) => share))).toBeGreaterThan(0.2);
      const opinions = recordsOf(name, 'opinion').filter(({ assessment }) => assessment !== null);
      expect(recordsOf(name, 'measured')).toHaveLength(opinions.length);
    });

    it('reads probabilities as the record says, where only that is asked for', async () => {
      const argv = [...MOMENTUM, '--calibrate', 'beta'];
      const { equity } = await backtested(argv);
      const plain = await backtested(MOMENTUM);
      const result = paperResultSchema.parse(JSON.parse(await done('paper', ...argv, '--session', 'beta', '--json')));
      expect(result.equity).toBe(equity);
      expect(equity).not.toBe(plain.equity);
      expect(recordsOf('beta', 'measured').at(-1)).toMatchObject({ earned: null, recalibration: { kind: 'beta' } });
    });

    it('goes on with the same shares wherever it was ended', async () => {
      const runtime = createRuntime({ cwd, env, flags: {} });
      const wishes = {
        data: ['WAVEUSDT.csv'],
        funding: [],
        strategy: 'llm-regime',
        params: { horizon_bars: HORIZON },
        earned: 'walk-forward',
      };
      const model = createRuntime({ cwd, env: { ...env, LLM_MODEL: 'baseline/momentum' }, flags: {} });
      const spec = await makeSpec({ ...wishes, calibrate: 'platt', execution: { instrument: 'perp' } }, cwd, model);
      let booked = 0;
      for (const until of [240, 241, 700, 999, Infinity]) {
        const end = new AbortController();
        const limits = guardLimitsSchema.parse({ max_model_failures: 1_000 });
        const request = { name: 'ended', spec, limits, prices: null, speed: null, cwd, signal: end.signal };
        const onStep = (): void => {
          booked += 1;
          if (booked >= until) end.abort();
        };
        await runPaper({ ...request, onStep }, runtime);
      }
      expect(booked).toBe(DAYS * 24);
      for (const kind of ['measured', 'decision', 'booked'] as const)
        expect(recordsOf('ended', kind)).toEqual(recordsOf('both', kind));
    });

    it.each(['both', 'llama'])('is explained by its own records: %s', async (name) => {
      const explanation = explanationSchema.parse(JSON.parse(await done('explain', name, '--json')));
      const { equity, backtest_equity: backtest } = explanation;
      expect([equity, backtest]).toEqual([recordsOf(name, 'booked').at(-1)!.equity, equity]);
    });

    it('is shown with the share, its age and what it rests on', async () => {
      const last = recordsOf('both', 'measured').at(-1)!;
      const { earned } = sessionRowSchema.parse(JSON.parse(await done('sessions', 'show', 'both', '--json')));
      const { share, decisions, until } = last.earned!;
      expect(earned).toEqual({
        rule: 'walk-forward',
        share,
        decisions,
        decided_at: last.decidedAt,
        age_ms: last.decidedAt - until!,
      });
      expect(decisions).toBeGreaterThan(100);
      expect(earned!.age_ms! / DAY).toBeLessThan(8);
      const text = (await done('sessions', 'show', 'both')).replace(/\s+/g, ' ');
      expect(text).toContain(
        `earned ${(share * 100).toFixed(1)} % of an opinion (walk-forward), by ${decisions} decisions`,
      );
    });
  },
);

describe('the start of a session', () => {
  it('says that opinions of a language model are traded unmeasured, unless they are not', async () => {
    const argv = ['paper', ...RUN, '--model', 'llama3.2', '--to', '2024-11-20', '--session'];
    const stderrOf = async (...more: readonly string[]): Promise<string> =>
      (await cli([...argv, ...more], { cwd, env })).stderr.replace(/\s+/g, ' ');
    expect(await stderrOf('given')).toContain('Opinions are traded as they are given, unmeasured');
    expect(await stderrOf('earning', '--earned')).not.toContain('unmeasured');
    const baseline = ['paper', ...MOMENTUM, '--to', '2024-11-20', '--session', 'rule'];
    expect((await cli(baseline, { cwd, env })).stderr).not.toContain('unmeasured');
  });

  it('refuses what cannot be measured, by its name', async () => {
    const refused = async (...argv: readonly string[]): Promise<string> => {
      const { code, stderr } = await cli(['paper', ...argv, '--session', 'none'], { cwd, env });
      expect(code).toBe(2);
      return stderr.replace(/\s+/g, ' ');
    };
    expect(await refused(...ON_WAVES, '--model', 'baseline/momentum', '--earned', 'latest')).toContain(
      'measured a horizon of 4 h, not 24 h',
    );
    expect(await refused('--data', 'WAVEUSDT.csv', '--strategy', 'sma-cross', '--earned')).toContain(
      'sma-cross asks none',
    );
  });
});
