import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { estimateSchema } from '../../src/contract/dashboard-jobs.js';
import { dataFetchSchema } from '../../src/contract/data.js';
import { doctorSchema } from '../../src/contract/doctor.js';
import { modelSurveySchema } from '../../src/contract/models.js';
import { repeatSchema } from '../../src/contract/backtest.js';
import { DAY } from '../../src/core/time.js';
import { regimeDocument } from '../servers/answers.js';
import { startOkxServer, type OkxServer } from '../servers/okx.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer } from '../servers/openai.js';
import { emptyDir } from './support/cli.js';
import { killServers, serve } from './support/dashboard-server.js';

const ANSWER = JSON.stringify(regimeDocument({ prob_bull: 0.6, prob_bear: 0.4 }));
const MODEL = 'ollama/llama3.2';

let okx: OkxServer;
let ollama: FakeOllama;
let openai: Awaited<ReturnType<typeof startOpenAIServer>>;
let env: Record<string, string>;

describe('jobs against the servers of others, on loopback', () => {
  beforeAll(async () => {
    okx = await startOkxServer({ now: () => Date.now() });
    ollama = await startOllamaServer({ models: ['llama3.2'], answers: () => ANSWER });
    openai = await startOpenAIServer();
    env = {
      EXCHANGE: 'okx',
      EXCHANGE_BASE_URL: okx.url,
      OLLAMA_BASE_URL: ollama.url,
      OPENAI_BASE_URL: `${openai.url}/v1`,
      LLM_PRICES: 'openai/local=10:10',
    };
  });
  afterEach(killServers);
  afterAll(() => Promise.all([okx.close(), ollama.close(), openai.close()]));

  it('write a report in the language of whoever asks, else in that of the settings', { timeout: 120_000 }, async () => {
    const { job, asked, end } = await serve(emptyDir(), [], { LANG: 'C', ...env });
    const request = { data: ['demo'], strategy: 'buy-and-hold', days: 40 };
    const reportIn = async (headers: Readonly<Record<string, string>>): Promise<string> => {
      const { state, result } = await job({ kind: 'backtest', request }, headers);
      expect(state).toBe('done');
      return (await asked(`/runs/${result!.id!}/report`)).text();
    };
    const russian = await reportIn({ 'Accept-Language': 'fr, ru-RU;q=0.8, en;q=0.5' });
    expect(russian.includes('<html lang="ru">')).toBe(true);
    expect(russian.includes('Куда ушли деньги')).toBe(true);
    expect((await reportIn({ 'Accept-Language': '*' })).includes('<html lang="en">')).toBe(true);
    await end();
  });

  it('fetch bars, evaluate a model on them, and repeat a backtest that asked it', { timeout: 240_000 }, async () => {
    const { job, get, end } = await serve(emptyDir(), [], env);
    const fetched = await job({ kind: 'fetch', request: { symbols: ['BTCUSDT'], interval: '1h', days: 40 } });
    expect(fetched).toMatchObject({ state: 'done', error: null });
    const [series] = dataFetchSchema.parse(fetched.result!.document).series;
    expect(series!.rows).toBeGreaterThan(40 * 24 - 1);
    expect((await get('data')).bars).toMatchObject([{ symbol: 'BTCUSDT', interval: '1h', rows: series!.rows }]);
    expect((await get('dataCheck', '/data/check?series=BTCUSDT:1h')).reports).toHaveLength(1);

    const request = {
      data: ['BTCUSDT:1h'],
      models: [MODEL, 'baseline/momentum'],
      prompts: ['regime-2-compact'],
      days: 20,
    };
    const estimate = await job({ kind: 'estimate', request });
    const { decisions, models } = estimateSchema.parse(estimate.result!.document);
    expect(models).toMatchObject([{ model: MODEL, prompt: 'regime-2-compact', questions: decisions, usd: 0 }]);
    expect(ollama.chats).toHaveLength(0);
    const evaluated = await job({ kind: 'evaluate', request });
    expect(evaluated).toMatchObject({ state: 'done', result: { kind: 'evaluation' } });
    expect(ollama.chats.length).toBeGreaterThanOrEqual(decisions);
    const { evaluation } = await get('evaluation', `/evaluations/${evaluated.result!.id!}`);
    expect(JSON.stringify(evaluation)).toContain(MODEL);

    const run = await job({
      kind: 'backtest',
      request: {
        data: ['BTCUSDT:1h'],
        strategy: 'llm-regime',
        model: MODEL,
        days: 10,
        execution: { taker_fee: 0.001 },
      },
    });
    expect(run).toMatchObject({ state: 'done', result: { kind: 'run' } });
    const { configuration } = await get('run', `/runs/${run.result!.id!}`);
    expect(configuration).toMatchObject({
      execution: { taker_fee: 0.001, maker_fee: 0.0002 },
      regime: { model: MODEL },
    });
    const asked = ollama.chats.length;
    const repeat = await job({ kind: 'repeat', request: { run: run.result!.id! } });
    expect(repeatSchema.parse(repeat.result!.document)).toMatchObject({ identical: true, differences: [] });
    expect(ollama.chats).toHaveLength(asked);
    expect((await end()).code).toBe(0);
  });

  it('list models, talk to them, and look at the machine', { timeout: 120_000 }, async () => {
    const { job, end } = await serve(emptyDir(), [], env);
    const before = ollama.chats.length;
    const listed = await job({ kind: 'models', request: { probe: false } });
    const { providers } = modelSurveySchema.parse(listed.result!.document);
    expect(providers.find(({ provider }) => provider === 'ollama')).toMatchObject({ reachable: true, probes: [] });
    expect(ollama.chats).toHaveLength(before);
    const probed = modelSurveySchema.parse((await job({ kind: 'models', request: { probe: true } })).result!.document);
    const { probes } = probed.providers.find(({ provider }) => provider === 'ollama')!;
    expect(probes).toMatchObject([{ model: 'llama3.2', reachable: true }]);
    expect(ollama.chats.length).toBeGreaterThan(before);
    const doctor = await job({ kind: 'doctor', request: { offline: true } });
    expect(doctorSchema.parse(doctor.result!.document).checks.length).toBeGreaterThan(3);
    await end();
  });

  it('say what an evaluation may cost before it is asked, and keep to a budget', { timeout: 120_000 }, async () => {
    const { job, end } = await serve(emptyDir(), [], env);
    const before = openai.requests.length;
    const request = {
      data: ['demo'],
      models: ['openai/local'],
      prompts: ['regime-2-compact'],
      days: 30,
      budget_usd: 0.01,
    };
    const estimate = await job({ kind: 'estimate', request });
    const [only] = estimateSchema.parse(estimate.result!.document).models;
    expect(only!.usd).toBeGreaterThan(0.01);
    const refused = await job({ kind: 'evaluate', request });
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'evaluate.budget', field: 'budget_usd' } });
    expect(refused.error!.remedy).toContain('raise the budget');
    expect(openai.requests).toHaveLength(before);
    await end();
  });

  it('name the field that is wrong', { timeout: 120_000 }, async () => {
    const { job, end } = await serve(emptyDir(), [], env);
    const sma = { data: ['demo'], strategy: 'sma-cross' };
    const bars = { symbols: ['BTCUSDT'], interval: '1h' };
    const cases: readonly (readonly [kind: string, request: object, field: string])[] = [
      ['backtest', { ...sma, execution: { taker_fee: 0.5 } }, 'taker_fee'],
      ['backtest', { ...sma, execution: { slippage_bps: -1 } }, 'slippage_bps'],
      ['backtest', { ...sma, execution: { max_drawdown: 2 } }, 'max_drawdown'],
      ['backtest', { ...sma, params: { fast: 0 } }, 'params.fast'],
      ['backtest', { ...sma, from: '2025-01-02', to: '2025-01-01' }, 'from'],
      ['backtest', { ...sma, news_cap: 0.3 }, 'news_cap'],
      ['fetch', { ...bars, interval: '7m', days: 2 }, 'interval'],
      ['fetch', { ...bars, from: new Date(Date.now() + DAY).toISOString() }, 'from'],
    ];
    await Promise.all(
      cases.map(async ([kind, request, field]) => {
        const { state, error } = await job({ kind, request });
        expect({ request, state, field: error?.field }).toEqual({ request, state: 'failed', field });
      }),
    );
    await end();
  });

  it('name the field of a body that is not as it has to be', async () => {
    const { post, end } = await serve(emptyDir(), [], env);
    const request = { data: ['demo'], strategy: 'sma-cross', execution: { taker_fee: 'much' } };
    const answer = await post('/jobs', { kind: 'backtest', request });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { field: 'execution.taker_fee' } }]);
    await end();
  });
});
