import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../src/core/time.js';
import { regimeDocument } from '../servers/answers.js';
import { startOkxServer, type OkxServer } from '../servers/okx.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import {
  CHROMIUM,
  hasBrowser,
  keepPicture,
  LAUNCH,
  onPage,
  overWidth,
  seriousFindings,
  startDashboard,
  type RunningCommand,
} from './support/dashboard.js';

describe.skipIf(!hasBrowser)(`backtests, data and settings in a browser (skipped without ${CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;
  let okx: OkxServer;
  let ollama: FakeOllama;
  let server: RunningCommand;
  let env: Record<string, string>;
  const open = (use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> =>
    onPage(browser, server.address, options, use);
  const runPage = (): string => {
    const [id] = readdirSync(join(folder, 'user_data', 'runs')).filter((name) => /^\d{8}-/.test(name)).sort(); // prettier-ignore
    return `${server.address}#/backtests/${id!}`;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dashboard-backtests-'));
    okx = await startOkxServer({ now: () => Date.now() });
    ollama = await startOllamaServer({
      models: ['llama3.2'],
      answers: () => JSON.stringify(regimeDocument({ prob_bull: 0.6, prob_bear: 0.4 })),
    });
    env = { EXCHANGE: 'okx', EXCHANGE_BASE_URL: okx.url, OLLAMA_BASE_URL: ollama.url };
    browser = await chromium.launch(LAUNCH);
    server = await startDashboard(folder, env);
  });
  afterAll(async () => {
    await browser.close();
    await server.end();
    await Promise.all([okx.close(), ollama.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells beside a field what is wrong with it, in its group of fields, and starts when it is right', async () => {
    await open(async (page) => {
      await page.goto(`${server.address}#/backtests`);
      await page.getByLabel('Strategy').selectOption('llm-regime');
      const start = page.getByRole('button', { name: 'Start', exact: true });
      const fee = page.getByLabel('Taker fee, fraction');
      await page.getByText('Costs and fills').click();
      await fee.fill('0.5');
      await page.getByText('Costs and fills').click();
      await start.click();
      // The group was closed: it opens by itself.
      await page.getByText('must be a fraction in [0, 0.1)').first().waitFor({ timeout: 60_000 });
      await expect.poll(() => fee.isVisible()).toBe(true);
      expect(await fee.getAttribute('aria-invalid')).toBe('true');
      expect(await seriousFindings(page)).toEqual([]);
      await keepPicture(page, 'backtests-wrong');
      await fee.fill('much');
      expect(await fee.getAttribute('aria-invalid')).toBe('false');
      await start.click();
      await page.getByText('expected number').first().waitFor();
      await fee.fill('0.001');
      await page.getByText('Parameters (5)').click();
      await page.getByLabel('k_max').fill('-1');
      await start.click();
      await page.locator('.wrong', { hasText: 'it must be above 0' }).waitFor({ timeout: 60_000 });
      await page.getByLabel('k_max').fill('1.5');
      await page.getByText('Whose opinions').click();
      await page.getByLabel('Model', { exact: true }).fill('baseline');
      await page.getByText('Limits of risk').click();
      await page.getByLabel('Exposure of all, × equity').fill('0.6');
      await start.click();
      await page.waitForURL(/#\/backtests\/.+/, { timeout: 120_000 });
      await page.locator('summary', { hasText: 'What it takes' }).click();
      const takes = page.getByRole('region', { name: 'What it takes' });
      for (const [field, value] of [
        ['params.k_max', '1.5'],
        ['execution.taker_fee', '0.001'],
        ['execution.max_exposure', '0.6'],
      ] as const) {
        await takes.getByRole('row', { name: `${field} ${value}` }).waitFor();
      }
    });
  });

  it('draws candles with wicks, and loads finer ones where the reader comes closer', async () => {
    await open(async (page) => {
      const windows: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/series?')) windows.push(request.url().split('?')[1]!);
      });
      await page.goto(runPage());
      await page.locator('.canvas canvas').first().waitFor();
      await page.getByText('wicks included').waitFor();
      expect(windows).toEqual(['points=1000']);
      const closer = page.getByRole('button', { name: 'Closer' });
      for (let i = 0; i < 3; i++) {
        await closer.click();
        await page.waitForTimeout(400);
      }
      const [symbol, from, to] = windows.at(-1)!.match(/[^=&]+(?=&|$)/g)!;
      expect([symbol, windows.length]).toEqual(['BTCUSDT', expect.any(Number)]);
      expect(Number(to) - Number(from)).toBeLessThan(300 * DAY);
      const before = windows.length;
      for (let i = 0; i < 6; i++) {
        await page.getByRole('button', { name: 'Earlier' }).click();
        await page.waitForTimeout(400);
      }
      expect(windows.length).toBeGreaterThan(before);
      expect(Number(/from=(\d+)/.exec(windows.at(-1)!)![1])).toBeLessThan(Number(from));
      await keepPicture(page, 'run-closer');
      await page.getByRole('button', { name: 'Everything' }).click();
      await expect.poll(() => windows.at(-1)).toContain('points=1000');
    });
  });

  it('repeats a run, and starts a paper session with all that the run had', async () => {
    await open(async (page) => {
      await page.goto(runPage());
      await page.getByRole('button', { name: 'Repeat it' }).click();
      await page.getByText('The same result').waitFor({ timeout: 60_000 });
      await page.getByText('It takes everything that the run had.').waitFor();
      await page.getByLabel('Prices').selectOption('live');
      await page.getByText('The range of the run is of the past').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByLabel('Prices').selectOption('bars');
      await page.getByLabel('Largest loss a day, fraction').fill('7');
      await page.getByRole('button', { name: 'Start a paper session from it' }).click();
      await page.locator('.wrong').waitFor();
      await page.getByLabel('Largest loss a day, fraction').fill('0.9');
      await page.getByLabel('Name').fill('as-tested');
      await page.getByRole('button', { name: 'Start a paper session from it' }).click();
      await page.waitForURL(/#\/sessions\/as-tested/, { timeout: 60_000 });
    });
    const document = readFileSync(join(folder, 'user_data/sessions/as-tested/session.json'), 'utf8');
    expect(JSON.parse(document)).toMatchObject({
      spec: { params: { k_max: 1.5 }, execution: { taker_fee: 0.001, max_exposure: 0.6 } },
      limits: { max_daily_loss: 0.9 },
    });
  });

  it('says why a session did not start', async () => {
    await open(async (page) => {
      await page.goto(runPage());
      await page.getByLabel('Name').fill('HALT');
      await page.getByRole('button', { name: 'Start a paper session from it' }).click();
      await expect
        .poll(() => page.locator('.failure').allInnerTexts(), { timeout: 60_000 })
        .toEqual([expect.stringContaining('The session did not start: "HALT" cannot be the name of a session')]);
    });
  });

  it('says what an evaluation asks before it asks, and leads to what came of it', async () => {
    await open(async (page) => {
      await page.goto(`${server.address}#/backtests`);
      await page.getByLabel('Models, apart by commas').fill('ollama/llama3.2');
      await page.getByText('Prompts, period, horizon').click();
      await page.getByRole('region', { name: 'Evaluate a model' }).getByLabel('Period').selectOption('days');
      await page.getByRole('textbox', { name: 'Days' }).fill('20');
      const chats = ollama.chats.length;
      await page.getByRole('button', { name: 'What would it cost?' }).click();
      await page
        .getByText(/ollama\/llama3\.2 with .*: up to \d+ questions, it costs nothing/)
        .waitFor({ timeout: 60_000 });
      expect(ollama.chats.length).toBe(chats);
      await keepPicture(page, 'evaluate-estimate');
      await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
      await page.waitForURL(/#\/quality\/.+/, { timeout: 120_000 });
      expect(ollama.chats.length).toBeGreaterThan(chats);
    });
  });

  it('fetches bars, tells which symbol is not there, and shows what came and what is missing', async () => {
    await open(async (page) => {
      await page.goto(`${server.address}#/data`);
      await page.getByLabel('Symbols').fill('BTCUSDT');
      await page.getByLabel('Interval').fill('7m');
      await page.getByRole('textbox', { name: 'Days' }).fill('5');
      await page.getByRole('button', { name: 'Fetch', exact: true }).click();
      await page.locator('.wrong').waitFor({ timeout: 60_000 });
      await page.getByLabel('Interval').fill('1h');
      await page.getByRole('button', { name: 'Fetch', exact: true }).click();
      const fetched = page.getByRole('region', { name: 'What was fetched' });
      await fetched.getByRole('row').nth(1).waitFor({ timeout: 60_000 });
      await fetched.getByRole('button', { name: /BTCUSDT/ }).click();
      await page.getByRole('heading', { name: 'What was found in BTCUSDT:1h' }).waitFor();
      await keepPicture(page, 'data-fetched');
      await page.getByLabel('Symbols').fill('BTCUSDT, NOSUCH');
      await page.getByRole('button', { name: 'Fetch', exact: true }).click();
      await page.locator('.failure', { hasText: 'NOSUCH' }).waitFor({ timeout: 60_000 });
    });
  });

  it('lists models, talks to them after a question, and checks the installation', async () => {
    await open(async (page) => {
      await page.goto(`${server.address}#/settings`);
      await page.getByRole('button', { name: 'List them' }).click();
      await page.getByRole('row', { name: /llama3\.2/ }).waitFor({ timeout: 60_000 });
      const chats = ollama.chats.length;
      await page.getByRole('button', { name: 'Talk to each' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      expect(ollama.chats.length).toBe(chats);
      await page.getByRole('button', { name: 'Talk to each' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Talk to each' }).click();
      await page.getByRole('row', { name: /llama3\.2.*yes/ }).waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Check the installation' }).click();
      await page.getByRole('heading', { name: 'What the check found' }).waitFor({ timeout: 60_000 });
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  for (const locale of ['en', 'ru']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const [device, viewport] of [
        ['desktop', { width: 1280, height: 850 }],
        ['phone', { width: 390, height: 800 }],
      ] as const) {
        it(`is whole and accessible in ${locale}, ${colorScheme}, on a ${device}`, async () => {
          await open(
            async (page) => {
              for (const [name, address] of [
                ['backtests', `${server.address}#/backtests`],
                ['run', runPage()],
                ['data', `${server.address}#/data`],
                ['settings', `${server.address}#/settings`],
              ] as const) {
                await page.goto(address);
                await page.locator('main .card').first().waitFor();
                await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
                for (const group of await page.locator('form details > summary').all()) await group.click();
                expect({ name, over: await overWidth(page) }).toEqual({ name, over: 0 });
                expect({ name, found: await seriousFindings(page) }).toEqual({ name, found: [] });
                await keepPicture(page, `forms-${name}-${locale}-${colorScheme}-${device}`);
              }
            },
            { locale, colorScheme, viewport },
          );
        });
      }
    }
  }

  it('says that candles are of closes alone where the bars are no longer what the run met', async () => {
    const year = join(folder, 'user_data/demo/year');
    const bars = join(
      year,
      readdirSync(year).find((name) => name.endsWith('-1h.csv'))!,
    );
    const lines = readFileSync(bars, 'utf8').trimEnd().split('\n');
    writeFileSync(bars, `${lines.slice(0, -1).join('\n')}\n`);
    await server.end();
    server = await startDashboard(folder, env);
    await open(async (page) => {
      await page.goto(runPage());
      await page.getByText('Drawn from closes alone').waitFor();
      await page.locator('.canvas canvas').first().waitFor();
    });
  });
});
