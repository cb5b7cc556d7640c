import type { CycleDocument } from '../../src/contract/cycle.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluationSchema, type Evaluation } from '../../src/evaluation/evaluate/schema.js';
import { cli, emptyDir } from '../e2e/support/cli.js';
import { figures } from './figures.js';
import { startModelServer, type ModelServer } from './model-server.js';
import { simulatedBars } from './simulated-bars.js';

/** How many decisions are evaluated, a day apart. */
const DECISIONS = Number(process.env.MODEL_DECISIONS ?? 30);
const TEMPERATURE = process.env.MODEL_TEMPERATURE ?? '0';
/** Of the first answers, as many must be valid. */
const VALID_SHARE = 0.99;
/** Decisions of the backtest: few, since the evaluation has shown how the model answers. */
const TRADED = Math.min(DECISIONS, 3);

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
/** Trends are measured over a month before the first decision. */
const FIRST = START + 31 * DAY;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

let server: ModelServer;
let cwd: string;
beforeAll(async () => {
  cwd = emptyDir();
  server = await startModelServer();
  writeFileSync(join(cwd, 'BTCUSDT.csv'), simulatedBars(START, (31 + DECISIONS + 2) * 24));
});
afterAll(() => server.stop());

async function run(...argv: string[]): Promise<string> {
  const env = { ...server.env, LOG_LEVEL: 'silent', LLM_TEMPERATURE: TEMPERATURE };
  const { code, stdout, stderr } = await cli(argv, { cwd, env });
  expect(code, `${argv.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

const json = async (...argv: string[]): Promise<unknown> => JSON.parse(await run(...argv, '--json'));

const EVALUATE = ['evaluate', '--data', 'BTCUSDT.csv', '--from', day(FIRST), '--to', day(FIRST + DECISIONS * DAY)];
const evaluated = async (...more: string[]): Promise<Evaluation> =>
  evaluationSchema.parse(await json(...EVALUATE, '--samples', '100', '--shifts', '19', '--concurrency', '1', ...more));

const BACKTEST = ['backtest', '--data', 'BTCUSDT.csv', '--strategy', 'llm-regime', '--from', day(FIRST)];
const backtested = async (...more: string[]): Promise<unknown> => {
  const out = await run(...BACKTEST, '--to', day(FIRST + TRADED * DAY), ...more);
  const id = /^run +(\S+)$/m.exec(out)![1]!;
  const result = JSON.parse(readFileSync(join(cwd, 'user_data', 'runs', id, 'result.json'), 'utf8'));
  return { metrics: result.metrics, trades: result.trades };
};

interface Check {
  readonly group: string;
  readonly name: string;
  readonly status: string;
}

let first: Evaluation;
let traded: unknown;

describe('a real model', { concurrent: false }, () => {
  it('is found by doctor', async () => {
    // Its exit code speaks of the data sources too, which this suite does without.
    const { stdout } = await cli(['doctor', '--json'], { cwd, env: { ...server.env, LOG_LEVEL: 'silent' } });
    const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] };
    expect(checks.filter(({ group }) => group === 'models')).toEqual([
      expect.objectContaining({ name: 'ollama', status: 'ok' }),
      expect.objectContaining({ name: server.model, status: 'ok' }),
      expect.objectContaining({ name: `${server.model} is asked with`, status: 'ok' }),
    ]);
  });

  it('keeps to a schema that the prompt does not mention', async () => {
    const { providers } = (await json('models', '--probe')) as {
      readonly providers: readonly { readonly probes: unknown }[];
    };
    expect(providers[0]!.probes).toEqual([expect.objectContaining({ reachable: true, jsonSchema: true })]);
  });

  it('judges the demo snapshot, with and without its news', async () => {
    const { llm_output, model, usage } = (await json('cycle')) as CycleDocument;
    expect(model.id).toBe(server.model);
    expect(llm_output!.prob_bull + llm_output!.prob_bear).toBeCloseTo(1, 12);
    // A repair would be one more.
    if (TEMPERATURE === '0') expect(usage!.calls).toBe(2);
  });

  it(`answers ${DECISIONS} questions of an evaluation, valid at first`, async () => {
    const before = (await server.timings())?.length;
    first = await evaluated();
    const [forecaster] = first.forecasters;
    expect(forecaster!.answered).toBe(DECISIONS);
    expect(forecaster!.failed).toBe(0);
    const after = await server.timings();
    if (before === undefined || after === null) return;
    const asked = after.slice(before);
    const repairs = asked.length - DECISIONS;
    process.stdout.write(`${figures(asked, DECISIONS - repairs)}\n`);
    expect(repairs).toBeLessThanOrEqual(Math.floor((1 - VALID_SHARE) * DECISIONS));
    for (const { prompt, cached } of asked) {
      expect(prompt - cached, 'what a decision reads anew, of its prompt').toBeLessThanOrEqual(0.4 * prompt);
    }
  });

  it('trades by its opinions', async () => {
    traded = await backtested();
  });

  it('is replayed with the server stopped, to the same figures', async () => {
    await server.stop();
    const again = await evaluated('--replay');
    expect({ ...again, id: '', created_at_utc: '' }).toEqual({ ...first, id: '', created_at_utc: '' });
    expect(await backtested('--replay')).toEqual(traded);
  });
});
