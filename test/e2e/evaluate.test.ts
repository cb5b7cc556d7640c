import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listEvaluations } from '../../src/app/evaluations/evaluation-rows.js';
import { createRuntime } from '../../src/app/runtime/runtime.js';
import { evaluationSchema, type Evaluation } from '../../src/evaluation/evaluate/schema.js';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir, filesUnder, type CliRun } from './support/cli.js';

// Each test evaluates several times, with every baseline: 2 s each alone, more where tests of other folders run beside it.
vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const DAYS = 62;
/** From the 32nd day on, every 12 hours, to the last close. */
const DECISIONS = (DAYS - 31) * 2 + 1;
const SCORED = DECISIONS - 2;

/** What the question says of the data, and of nothing else: the same question gets the same answer. */
const opinionated: AnswerSource = (_call, body) => {
  const text = JSON.stringify(body.messages);
  if (text.includes('You are asked what you remember')) {
    return { content: '{"close_usd": null, "direction": null}', delayMs: 2 };
  }
  const hash = createHash('sha256').update(text).digest();
  const bull = Math.round((hash[0]! / 255) * 100) / 100;
  return {
    content: JSON.stringify(regimeDocument({ prob_bull: bull, prob_bear: Math.round((1 - bull) * 100) / 100 })),
    delayMs: 2,
  };
};

let cwd: string;
let ollama: FakeOllama;
beforeEach(async () => {
  cwd = emptyDir();
  writeBars(cwd);
  ollama = await startOllamaServer({ models: ['llama3.1:8b', 'mystery'], answers: opinionated, parallel: 8 });
});
afterEach(() => ollama.close());

function writeBars(folder: string, keep: (i: number) => boolean = () => true): void {
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < DAYS * 24; i++) {
    const [open, close] = [i, i + 1].map((k) => 100 + 15 * Math.sin(k / 60) + k / 100) as [number, number];
    if (!keep(i)) continue;
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.2},${Math.min(open, close) - 0.2},${close},500`);
  }
  writeFileSync(join(folder, 'BTCUSDT.csv'), `${rows.join('\n')}\n`);
}

const FAST = ['--every', '12', '--samples', '100', '--shifts', '19'];
const env = (): Record<string, string> => ({ OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent' });
const evaluate = (more: readonly string[], folder = cwd): Promise<CliRun> =>
  cli(['evaluate', '--data', 'BTCUSDT.csv', ...FAST, ...more], { cwd: folder, env: env() });
const MODEL = ['--model', 'ollama/llama3.1:8b'];

async function evaluated(more: readonly string[], folder = cwd): Promise<Evaluation> {
  const run = await evaluate([...more, '--json'], folder);
  expect(run.code, run.stderr).toBe(0);
  return evaluationSchema.parse(JSON.parse(run.stdout));
}
/** The prompt that ships is younger than these data; one of the user's own is as old as it says. */
async function oldPrompt(): Promise<void> {
  await cli(['prompt', 'new', 'mine'], { cwd, env: env() });
  const file = join(cwd, 'user_data/prompts/mine.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/created_at: .*/, 'created_at: 2023-01-01'));
}
const said = ({ stderr }: CliRun): string => stderr.trim().replace(/\n\s*/g, ' ');
const folders = (): string[] => filesUnder(cwd).filter((path) => /^user_data\/evaluations\/[^/]+$/.test(path));
/** What two runs of the same evaluation may differ in. */
const lasting = (evaluation: Evaluation): Record<string, unknown> => ({ ...evaluation, id: '', created_at_utc: '' });
/** Every decision of a forecaster is in one period, or excluded with a reason. */
function accountedFor({ headline, earlier, excluded }: Evaluation['forecasters'][number]): number {
  const within = (headline?.scores.sample.n ?? 0) + (earlier?.scores.sample.n ?? 0);
  return within + excluded.reduce((sum, { n }) => sum + n, 0);
}

describe('evaluate', () => {
  it('asks once, records, and gives the same again from the ledger with no server', async () => {
    const run = await evaluate(MODEL);
    expect(run.code, run.stderr).toBe(0);
    expect(said(run)).toContain(
      `ollama/llama3.1:8b with regime-2-compact: up to ${DECISIONS} questions, it costs nothing`,
    );
    expect(run.stdout).toContain('ollama/llama3.1:8b');
    expect(ollama.chats).toHaveLength(DECISIONS);
    const [folder] = folders();
    expect(readdirSync(join(cwd, folder!)).sort()).toEqual(['evaluation.json', 'report.html']);
    expect(readFileSync(join(cwd, folder!, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    const document = (path: string): Evaluation =>
      evaluationSchema.parse(JSON.parse(readFileSync(join(cwd, path, 'evaluation.json'), 'utf8')));
    const first = document(folder!);
    expect(first.decisions).toEqual({
      n: DECISIONS,
      scored: SCORED,
      unscored: [{ reason: 'the data end before its window has closed', n: 2 }],
    });
    expect(first.forecasters[0]).toMatchObject({ answered: DECISIONS, failed: 0, calls: DECISIONS, cost_usd: 0 });

    const asked = ollama.requests.length;
    const again = await evaluated([...MODEL, '--concurrency', '1']);
    expect(ollama.chats, 'a second run asks nothing').toHaveLength(DECISIONS);
    expect(lasting(again)).toEqual(lasting(first));
    await ollama.close();
    const replayed = await evaluated([...MODEL, '--replay', '--concurrency', '7']);
    expect(JSON.stringify(lasting(replayed))).toBe(JSON.stringify(lasting(first)));
    expect(ollama.requests.length - asked, 'digests alone were looked up').toBeLessThanOrEqual(DECISIONS);
  });

  it('gives the same whatever the order of the answers', async () => {
    ollama.answerWith((call, body) => ({
      content: (opinionated(call, body) as { content: string }).content,
      delayMs: 2 + ((call * 37) % 20),
    }));
    const wide = await evaluated([...MODEL, '--concurrency', '8', '--no-attribution']);
    const other = emptyDir();
    writeBars(other);
    const narrow = await evaluated([...MODEL, '--concurrency', '1', '--no-attribution'], other);
    expect(lasting(narrow)).toEqual(lasting(wide));
  });

  it('scores the crowd of the models beside them, which changes nothing of what is said of each', async () => {
    ollama.answerWith((call, body) => {
      const whole = opinionated(call, body) as { content: string };
      if (body.model !== 'mystery') return whole;
      return { ...whole, content: JSON.stringify(regimeDocument({ prob_bull: 0.3, prob_bear: 0.7 })) };
    });
    const dates = { released: '2023-06-01', training_cutoff: null, source: 'its author' };
    writeFileSync(
      join(cwd, 'dates.json'),
      JSON.stringify({ 'ollama/mystery': dates, 'ollama/llama3.1:8b': { ...dates, released: '2023-08-01' } }),
    );
    await oldPrompt();
    const shared = ['--prompt', 'mine', '--model-dates', 'dates.json', '--no-attribution'];
    const alone = await evaluated([...MODEL, ...shared]);
    expect(alone.baselines.flatMap(({ members }) => members ?? [])).toEqual([]);
    const { forecasters, baselines } = await evaluated([...MODEL, '--model', 'mystery', ...shared]);
    const crowd = baselines.at(-1)!;
    expect(crowd).toMatchObject({ id: 'crowd/linear-1', kind: 'ensemble', calls: 0, cost_usd: 0, answered: DECISIONS });
    expect(crowd.members).toEqual(['ollama/llama3.1:8b', 'ollama/mystery']);
    expect(crowd.headline_start.from, 'the later release').toBe(Date.UTC(2023, 7, 2));
    const said = forecasters.map(({ headline }) => headline!.series.prob_bull);
    const { series, scores } = crowd.headline!;
    expect(series.prob_bull).toEqual(said[0]!.map((p, i) => (p + said[1]![i]!) / 2));
    const squares = series.prob_bull.map((p, i) => (p - series.outcome[i]!) ** 2);
    expect(scores.brier.score).toBeCloseTo(squares.reduce((sum, each) => sum + each, 0) / SCORED, 12);
    // Its own Brier score stands where each model is compared with it; the rest is as if the model had been asked alone.
    const [model] = forecasters;
    const compared = model!.headline!.comparisons.at(-1)!;
    expect(compared).toMatchObject({ id: 'crowd/linear-1', left_out: 0 });
    expect(compared.comparison.brier.reference).toBeCloseTo(scores.brier.score, 12);
    const others = model!.headline!.comparisons.slice(0, -1);
    expect(others).toEqual(alone.forecasters[0]!.headline!.comparisons);
    expect(model!.headline!.scores).toEqual(alone.forecasters[0]!.headline!.scores);
    expect(model!.recalibration).toEqual(alone.forecasters[0]!.recalibration);

    const shown = await evaluate([...MODEL, '--model', 'mystery', ...shared]);
    expect(shown.stdout).toMatch(/│ crowd\/linear-1 /);
    expect(shown.stdout.replace(/\s+/g, ' ')).toContain(
      'crowd/linear-1 is the mean of the probabilities of ollama/llama3.1:8b, ollama/mystery, one vote each.',
    );
    const listed = await listEvaluations(createRuntime({ cwd, env: env() }), { limit: 1 });
    const row = listed.evaluations[0]!.forecasters.at(-1)!;
    expect(row).toMatchObject({ id: 'crowd/linear-1', decisions: SCORED, brier: scores.brier.score });
    expect(row.brier_skill).toBe(scores.brier.skill);
  });

  it('counts every decision once where the headline begins inside the period', async () => {
    writeFileSync(
      join(cwd, 'dates.json'),
      JSON.stringify({
        'ollama/llama3.1:8b': { released: '2024-01-20', training_cutoff: '2024-01-15', source: 'test' },
      }),
    );
    const middle = Date.UTC(2024, 1, 14);
    await oldPrompt();
    const [one] = (await evaluated([...MODEL, '--prompt', 'mine', '--model-dates', 'dates.json'])).forecasters;
    expect(one!.headline_start.from, 'cutoff with 30 days').toBe(Date.UTC(2024, 1, 15));
    expect(one!.headline!.scores.sample.n).toBeGreaterThan(20);
    expect(one!.earlier!.scores.sample.n).toBeGreaterThan(20);
    expect(one!.excluded).toContainEqual({ reason: 'its window reaches over the start of the headline', n: 1 });
    expect(accountedFor(one!)).toBe(DECISIONS);
    expect(one!.headline!.series.decided_at[0]).toBe(Date.UTC(2024, 1, 15));

    const chosen = new Date(middle + 10 * 24 * HOUR).toISOString();
    const later = await evaluated([
      ...MODEL,
      ...['--prompt', 'mine', '--model-dates', 'dates.json', '--settings-chosen', chosen],
    ]);
    const [moved] = later.forecasters;
    expect(moved!.headline_start.from, 'settings chosen later').toBe(middle + 10 * 24 * HOUR);
    expect(accountedFor(moved!)).toBe(DECISIONS);
    for (const baseline of later.baselines) expect(accountedFor(baseline), baseline.id).toBe(DECISIONS);
  });

  it('has no headline for an alias, and one where the user says when it was made', async () => {
    const run = await evaluated(['--model', 'mystery']);
    expect(run.forecasters[0]!.verdict).toMatchObject({ kind: 'unknown-start' });
    expect(run.forecasters[0]!.verdict.sentence).toContain('is an alias');
    expect(run.forecasters[0]!.suggestion.trade).toBe(false);
    expect(accountedFor(run.forecasters[0]!)).toBe(DECISIONS);
    const dates = { 'ollama/mystery': { released: '2023-06-01', training_cutoff: null, source: 'its author' } };
    writeFileSync(join(cwd, 'dates.json'), JSON.stringify(dates));
    const known = await evaluated(['--model', 'mystery', '--model-dates', 'dates.json']);
    expect(known.forecasters[0]!.verdict.kind, 'the prompt that ships is later than all of it').toBe('nothing-scored');
    expect(known.forecasters[0]!.headline_start.from).not.toBe('unknown');
  });

  it('probes with masked and changed forms, and asks what is remembered', async () => {
    const run = await evaluate([...MODEL, '--probe', '10', '--json']);
    expect(run.code, run.stderr).toBe(0);
    const { forecasters } = evaluationSchema.parse(JSON.parse(run.stdout));
    const { contamination, checks } = forecasters[0]!;
    expect(contamination!.masking!.n).toBeGreaterThanOrEqual(8);
    expect(contamination!.data_effects.map(({ change }) => change)).toEqual(['reversed-trend']);
    expect(contamination!.recitation).not.toBeNull();
    expect(checks.calls).toBeGreaterThan(20);
    const recited = ollama.chats.filter(({ body }) => JSON.stringify(body).includes('asked what you remember'));
    expect(recited.length).toBeGreaterThan(3);
    // The plain forms are those of the evaluation: asked once.
    const estimated = Number(/up to (\d+) questions/.exec(said(run))![1]);
    expect(ollama.chats.length).toBeLessThanOrEqual(estimated);
    expect(estimated).toBe(DECISIONS + 4 * 10 + recited.length);
    const asked = ollama.chats.length;
    await evaluated([...MODEL, '--probe', '10', '--replay']);
    expect(ollama.chats).toHaveLength(asked);
  });

  it('compares models and prompts, each with every prompt', async () => {
    await cli(['prompt', 'new', 'mine'], { cwd, env: env() });
    const both = await evaluated([...MODEL, ...['--model', 'baseline', '--prompt', 'regime-1', '--prompt', 'mine']]);
    expect(both.forecasters.map(({ id, prompt }) => [id, prompt?.split('@')[0] ?? null])).toEqual([
      ['ollama/llama3.1:8b', 'regime-1'],
      ['ollama/llama3.1:8b', 'mine'],
      ['baseline/heuristic-1', null],
    ]);
    expect(said(await evaluate([...MODEL, ...MODEL]))).toContain('named twice');
  });

  it('says before it asks that nothing will count, why, and what would change it', async () => {
    const run = await evaluate([...MODEL, '--no-attribution']);
    expect(said(run)).toContain(
      `ollama/llama3.1:8b with regime-2-compact: none of the ${SCORED} decisions will count as out of sample, since the prompt was written by 2026-11-29. What would change it: ask with a prompt whose words are older than the data, or freeze model, prompt and settings with --register`,
    );
    const unknown = await evaluate(['--model', 'ollama/mystery', '--no-attribution']);
    expect(said(unknown)).toContain(
      'What would change it: name a dated version of the model, state its dates with --model-dates',
    );
    expect(said(await evaluate(['--model', 'baseline', '--no-attribution']))).not.toContain('out of sample');
    expect(said(await evaluate([...MODEL, '--no-attribution', '--replay'])), 'a replay pays nothing').not.toContain(
      'What would change it',
    );
  });

  it('marks a prompt that was dated by hand, in sentence and document', async () => {
    await oldPrompt();
    const dates = { 'ollama/llama3.1:8b': { released: '2023-01-01', training_cutoff: null, source: 'test' } };
    writeFileSync(join(cwd, 'dates.json'), JSON.stringify(dates));
    const argv = [...MODEL, '--prompt', 'mine', '--model-dates', 'dates.json', '--no-attribution'];
    const [found] = (await evaluated(argv)).forecasters;
    expect(found!.headline).not.toBeNull();
    expect(found!.headline_start.parts.find(({ what }) => what === 'prompt')).toMatchObject({ by_hand: true });
    expect(found!.verdict.sentence).toContain(
      'the prompt was written by 2023-01-02 as its file says, a day set by hand: its words were first seen on 2026-11-28',
    );
  });

  it('remembers who was tried on these data before, under whatever name, and adjusts for how many', async () => {
    const quick = ['--no-attribution'];
    const first = await evaluated(['--model', 'baseline/momentum', ...quick]);
    expect(first.forecasters[0]!.verdict).not.toHaveProperty('tried');
    const again = await evaluated(['--model', 'baseline/momentum', ...quick]);
    expect(again.forecasters[0]!.verdict, 'the same again is not a new try').toEqual(first.forecasters[0]!.verdict);
    const second = (await evaluated(['--model', 'baseline', ...quick])).forecasters[0]!.verdict;
    const [p, q] = [first.forecasters[0]!.verdict.p_skill!, second.p_skill!];
    expect(second.tried).toBe(2);
    expect(second.p_adjusted).toBeCloseTo(q < p ? Math.min(2 * q, p) : q, 12);
    const other = emptyDir();
    writeBars(other);
    expect((await evaluated(['--model', 'baseline', ...quick], other)).forecasters[0]!.verdict).not.toHaveProperty(
      'tried',
    );
    renameSync(join(cwd, 'BTCUSDT.csv'), join(cwd, 'XYZUSDT.csv'));
    const run = await cli(
      ['evaluate', '--data', 'XYZUSDT.csv', '--model', 'baseline/momentum', ...FAST, ...quick, '--json'],
      { cwd, env: env() },
    );
    const renamed = evaluationSchema.parse(JSON.parse(run.stdout)).forecasters[0]!.verdict;
    expect(renamed.tried, 'momentum on the same values is not a new one').toBe(2);
  });

  it('never pools decisions that had other fields', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => {
      const at = START + i * 24 * HOUR;
      const times = { observed_at: at, available_at: at, retrieved_at: at };
      return JSON.stringify({ series: 'fear_greed', symbol: '*', value: 20 + i, source: 'test', ...times });
    });
    writeFileSync(join(cwd, 'mood.jsonl'), `${lines.join('\n')}\n`);
    const all = await evaluated(['--model', 'baseline', '--observations', 'mood.jsonl', '--fields', 'all']);
    const groups = all.forecasters[0]!.field_groups;
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.filter(({ scored_here }) => scored_here)).toHaveLength(1);
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(SCORED);
    expect(all.warnings.join(' ')).toContain('had other fields than the rest');
    expect(accountedFor(all.forecasters[0]!)).toBe(DECISIONS);
    const common = await evaluated(['--model', 'baseline', '--observations', 'mood.jsonl']);
    expect(common.forecasters[0]!.field_groups).toHaveLength(1);
    expect(common.fields_left_out.map(({ field }) => field)).toContain('macro_context.fear_greed_index');
  });
});

describe('news ablation', () => {
  const wire = (at: number, title: string): string => {
    const value = { source: 'Wire', title, body: null, url: null, sentiment: null, impact_score: null };
    const times = { observed_at: at, available_at: at, retrieved_at: at };
    return JSON.stringify({ series: 'news', symbol: 'BTC', value, source: 'test', ...times });
  };

  it('asks the same decisions without their news, compares them, and says where there are none', async () => {
    const lines = Array.from({ length: DAYS * 4 }, (_, i) => wire(START + i * 6 * HOUR, `Report ${i}`));
    writeFileSync(join(cwd, 'news.jsonl'), `${lines.join('\n')}\n`);
    await oldPrompt();
    const dates = { 'ollama/llama3.1:8b': { released: '2023-06-01', training_cutoff: null, source: 'test' } };
    writeFileSync(join(cwd, 'dates.json'), JSON.stringify(dates));
    const old = ['--prompt', 'mine', '--model-dates', 'dates.json'];
    const { forecasters } = await evaluated([...MODEL, ...old, '--observations', 'news.jsonl', '--ablate-news']);
    const { news_ablation: ablation, attribution, checks } = forecasters[0]!;
    expect(ablation).toMatchObject({ scope: 'headline', n: SCORED, left_out: 0 });
    expect(ablation!.comparison.difference).not.toBe(0);
    expect(attribution!.without_news!.pnl.total_return).not.toBe(attribution!.model.pnl.total_return);
    expect(checks.calls).toBe(DECISIONS);
    expect(ollama.chats).toHaveLength(2 * DECISIONS);
    const text = (await evaluate([...MODEL, ...old, '--observations', 'news.jsonl', '--ablate-news'])).stdout;
    expect(text).toMatch(/News: Brier 0\.\d{4} with, 0\.\d{4} without, over \d+ decisions/);
    expect(text).toContain('P&L of buy-and-hold:');
    expect(text).toContain(`Further questions: ${DECISIONS} calls, $0.00.`);

    const none = await evaluate([...MODEL, '--ablate-news']);
    expect(none.code).toBe(2);
    expect(said(none)).toContain(`none of the ${DECISIONS} decisions has news`);
    writeFileSync(join(cwd, 'few.jsonl'), `${wire(START + 40 * 24 * HOUR, 'One')}\n`);
    expect(said(await evaluate([...MODEL, '--observations', 'few.jsonl', '--ablate-news']))).toMatch(
      /news are left out of every decision, since only \d of 63 have any/,
    );
    expect(ollama.chats, 'found before anything was asked').toHaveLength(2 * DECISIONS);
  });
});
