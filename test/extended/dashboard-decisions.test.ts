import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepCycle } from '../../src/app/cycle/kept-cycles.js';
import { decideLive } from '../../src/app/cycle/decide-live.js';
import { chooseModel } from '../../src/app/config/index.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { createRuntime } from '../../src/app/runtime/runtime.js';
import { ledgerPath, openBarStore } from '../../src/app/runtime/user-data.js';
import { demoSnapshot } from '../../src/app/snapshots/snapshot.js';
import { fullSnapshot } from '../../src/core/prompts/fixtures/full-snapshot.js';
import { SHIPPED_PROMPTS } from '../../src/core/prompts/shipped.js';
import { DAY, HOUR, isoTime } from '../../src/core/time.js';
import { openLedger } from '../../src/infra/store/ledger/open-ledger.js';
import { CHROMIUM, hasBrowser, keepPicture, LAUNCH, onPage, runUntilAddress, seriousFindings, startDashboard, startRehearsal, type RunningCommand } from './support/dashboard.js'; // prettier-ignore

const CALLS = 120;
const CYCLES = 24;
/** Bars of the generated market end then. */
const END = Date.UTC(2025, 0, 15, 12);
const VIEWS = [
  ['desktop', { viewport: { width: 1280, height: 850 } }],
  ['phone', { viewport: { width: 390, height: 800 } }],
  ['dark', { viewport: { width: 1280, height: 850 }, colorScheme: 'dark' }],
  ['ru', { viewport: { width: 1280, height: 850 }, locale: 'ru-RU' }],
  ['ru-phone', { viewport: { width: 390, height: 800 }, locale: 'ru-RU' }],
] as const;

describe.skipIf(!hasBrowser)(`decisions and their quality in a browser (skipped without ${CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;
  let server: RunningCommand;
  let exchange: RunningCommand;
  let endSession = (): void => undefined;

  /** A market whose outcomes are known: its bars, calls about its last months, cycles that were kept as real ones, an evaluation. */
  async function fill(): Promise<void> {
    const env = { USER_DATA_DIR: join(folder, 'user_data'), LOG_LEVEL: 'silent', LLM_MODEL: 'baseline' };
    let now = END;
    const runtime = createRuntime({ cwd: folder, env, clock: { now: () => now, sleep: () => Promise.resolve() } });
    const { bars } = demoMarket('BTCUSDT', 300 * 24);
    await openBarStore(runtime.config).merge({ source: 'demo', symbol: 'BTCUSDT', interval: '1h' }, bars);
    const ledger = await openLedger(ledgerPath(runtime.config.userDataDir));
    await ledger.putAll(
      Array.from({ length: CALLS }, (_, i) => {
        const { prompt } = SHIPPED_PROMPTS[i % 2]!;
        const snapshot = { ...fullSnapshot(), timestamp_utc: isoTime(END - (CALLS - i) * DAY) };
        const key = (i + 1).toString(16).padStart(64, '0');
        const answer = { factors: ['trend'], reasoning: `reason ${i}`, global_sentiment: 10, btc_sentiment: 10, altcoin_sentiment: 0, onchain_pressure: 0, liquidity_risk: 20, news_risk: 20, trend_strength: 20, bull_pct: 40 + (i % 30), confidence: 'low' }; // prettier-ignore
        return {
          ...{
            key,
            question: key,
            provider: 'ollama',
            model: i % 3 === 0 ? 'llama3.2' : 'qwen2.5',
            model_version: 'v1',
          },
          request: JSON.stringify({ system: prompt.renderSystem(), user: prompt.renderUser(snapshot), variant: i % 10 === 9 ? 'masked' : 'none' }), // prettier-ignore
          ...{
            text: JSON.stringify(answer),
            finish_reason: 'stop' as const,
            prompt_tokens: 900 + i,
            completion_tokens: 80,
          },
          ...{ latency_ms: 1_500 + i, cost_usd: 0.0004, created_at: END - (CALLS - i) * HOUR, failure: null },
        };
      }),
    );
    await ledger.close();
    const snapshot = await demoSnapshot(runtime);
    const { signal } = new AbortController();
    for (let i = CYCLES; i >= 0; i--) {
      now = END - i * 5 * DAY;
      const at = { ...snapshot, timestamp_utc: isoTime(now) };
      const cycle = await decideLive(runtime, at, chooseModel(runtime.loaded), { replay: false, measure: {}, signal });
      const probability = 0.35 + (i % 7) * 0.05;
      const opinion = { ...cycle.llm_output!, prob_bull: probability, prob_bear: 1 - probability };
      await keepCycle(runtime, { ...cycle, llm_output: opinion }, 'real');
    }
    const evaluated = spawnSync(
      process.execPath,
      [
        resolve('dist/cli/main.js'),
        'evaluate',
        '--data',
        'BTCUSDT:1h',
        '--model',
        'baseline/momentum',
        '--days',
        '200',
      ],
      { cwd: folder, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' },
    );
    expect(evaluated.status, evaluated.stderr).toBe(0);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dashboard-decisions-'));
    await fill();
    exchange = await runUntilAddress(['replay-exchange', '--json', '--speed', '5000'], folder);
    server = await startDashboard(folder, { EXCHANGE_BASE_URL: exchange.address });
    browser = await chromium.launch(LAUNCH);
  }, 240_000);
  afterAll(async () => {
    endSession();
    await browser.close();
    await server.end();
    await exchange.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const on = (use: (page: Page) => Promise<void>, options = {}) => onPage(browser, server.address, options, use);
  const rows = (page: Page, name: string) => page.getByRole('region', { name }).locator('tbody tr');

  it('shows what came of the opinions of cycles, and scores of one', async () => {
    await on(async (page) => {
      await page.goto(server.address);
      // The window of the last one has no bars.
      await page.getByText(/^\d+ right, \d+ wrong, \d+ at one half, 1 not known$/).waitFor();
      await page.getByText('As a table').click();
      expect(await rows(page, 'Probability of bull over the last').count()).toBe(CYCLES + 1);
      await rows(page, 'Probability of bull over the last').nth(3).getByRole('link').click();
      const card = page.getByRole('region', { name: 'What came of it' });
      await card.getByText('Return over the window').waitFor();
      expect(await card.getByText(/^0\.\d{4}$/).count()).toBe(4);
    });
  });

  it('pages through calls, filters them, and compares two', async () => {
    await on(async (page) => {
      await page.goto(`${server.address}#/decisions`);
      const calls = rows(page, 'Model calls');
      await expect.poll(() => calls.count()).toBe(50);
      await page.getByRole('button', { name: 'Older' }).click();
      await expect.poll(() => calls.first().innerText()).toContain('Jan 13, 2025');
      await page.getByRole('button', { name: 'Older' }).click();
      await expect.poll(() => calls.count()).toBe(20);
      expect(await page.getByRole('button', { name: 'Older' }).isDisabled()).toBe(true);
      await page.getByLabel('Purpose').selectOption('memory check');
      await expect.poll(() => calls.count()).toBe(12);
      await page.getByLabel('Purpose').selectOption('Any');
      await page.getByLabel('Prompt').selectOption('regime-2');
      await page.getByLabel('Outcome').selectOption('right');
      await page.getByText('120 calls looked through').waitFor();
      const right = await calls.count();
      await page.getByLabel('Outcome').selectOption('wrong');
      await expect.poll(() => calls.first().innerText()).toContain('miss');
      expect([right > 0, right + (await calls.count())]).toEqual([true, 48]);
      await page.getByLabel('Outcome').selectOption('Any');
      await page.getByLabel('Prompt').selectOption('Any');
      await page.getByLabel('Search in the texts').fill('reason 7"');
      await expect.poll(() => calls.count()).toBe(1);
      await page.getByLabel('Search in the texts').fill('nothing says this');
      await page.getByText('No model call matches.').waitFor();
      await page.getByLabel('Search in the texts').fill('');
      await calls.nth(0).getByRole('checkbox').check();
      await calls.nth(1).getByRole('checkbox').check();
      await page.getByRole('link', { name: 'Compare the two' }).click();
      await page.getByRole('heading', { name: 'Two calls side by side' }).waitFor();
      const answer = page.locator('.compared').first();
      await expect.poll(() => answer.innerText()).toContain('"reasoning": "reason 119"');
      expect(await answer.locator('.down').allInnerTexts()).toContainEqual(expect.stringContaining('reason 119'));
      expect(await answer.locator('.up').allInnerTexts()).toContainEqual(expect.stringContaining('reason 118'));
    });
  });

  it('shows skill over time against whatever reference, and what holds today', async () => {
    await on(async (page) => {
      await page.goto(`${server.address}#/quality`);
      await page.getByRole('img', { name: /^Brier skill of baseline\/momentum-\d against how often bull/ }).waitFor();
      await page.getByRole('combobox', { name: 'Against' }).selectOption({ index: 1 });
      await page.getByRole('img', { name: /against baseline\// }).waitFor();
      await page.getByText('Traded today').waitFor();
      await page.getByText('Until something can be said').waitFor();
    });
  });

  it('goes from a backtest to a paper session on the replay exchange, its backtest, and the kill switch', async () => {
    await on(async (page) => {
      await page.goto(`${server.address}#/backtests`);
      await page.getByLabel('Strategy').selectOption('sma-cross');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.waitForURL(/#\/backtests\/.+/, { timeout: 120_000 });
      const run = decodeURIComponent(page.url().split('/').at(-1)!);
      endSession = await startRehearsal(page, run);
      await page.goto(`${server.address}#/sessions/rehearsed`);
      await page.getByText('running', { exact: true }).waitFor({ timeout: 60_000 });
      // It has traded a bar.
      await page.getByText('booked', { exact: true }).first().waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Compare with the backtest' }).click();
      await page.getByRole('heading', { name: 'What parted them' }).waitFor({ timeout: 60_000 });
      expect(await seriousFindings(page)).toEqual([]);
      await keepPicture(page, 'session');
      await page.getByRole('button', { name: 'Kill switch' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Kill switch' }).click();
      await page.getByText('The kill switch is on').waitFor({ timeout: 30_000 });
      await page.getByRole('button', { name: 'End the session' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'End the session' }).click();
      await page.getByText('ended', { exact: true }).waitFor({ timeout: 60_000 });
    });
  }, 300_000);

  it('begins in the language of the settings, until another is chosen', async () => {
    const russian = await startDashboard(folder, { LLM_TRADING_LANG: 'ru' });
    try {
      await onPage(browser, russian.address, {}, async (page) => {
        await page.goto(russian.address);
        await page.getByRole('heading', { level: 1, name: 'Что система думает сейчас' }).waitFor();
        await page.getByLabel('Язык').selectOption('en');
        await page.reload();
        await page.getByRole('heading', { level: 1, name: 'What the system believes now' }).waitFor();
      });
    } finally {
      await russian.end();
    }
  });

  it.each(VIEWS)('is whole and accessible: %s', async (view, options) => {
    await on(async (page) => {
      const second = 'f'.padStart(64, '0');
      for (const place of [
        'now',
        'decisions',
        `decisions/${second}`,
        `decisions/${second},${'1'.padStart(64, '0')}`,
        'quality',
        'sessions/rehearsed',
      ]) {
        // prettier-ignore
        await page.goto(`${server.address}#/${place}`);
        await page.locator('.card').first().waitFor();
        await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined);
        const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect({ place, over: Math.max(0, over) }).toEqual({ place, over: 0 });
        expect({ place, found: await seriousFindings(page) }).toEqual({ place, found: [] });
        await keepPicture(
          page,
          `full-${place.replaceAll(/\W/g, '-').slice(0, 24)}${place.includes(',') ? '-two' : ''}-${view}`,
        );
      }
    }, options);
  });
});
