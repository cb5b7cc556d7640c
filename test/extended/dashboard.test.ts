import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CHROMIUM,
  hasBrowser,
  keepPicture,
  LAUNCH,
  onPage as pageOf,
  overWidth,
  runUntilAddress,
  seriousFindings,
  startDashboard,
  startRehearsal,
  type RunningCommand,
} from './support/dashboard.js';

const BUILT = fileURLToPath(new URL('../../dist/web', import.meta.url));
const PAGES = ['now', 'sessions', 'league', 'backtests', 'decisions', 'quality', 'data', 'settings'];
const HOSTILE = '<img src=x onerror="window.taken=1"><script>window.taken=1</script>';

describe.skipIf(!hasBrowser)(`the dashboard in a browser (skipped without ${CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;
  let server: RunningCommand;
  let address: string;
  let exchange: RunningCommand;
  let endSession = (): void => undefined;

  const env = (): Record<string, string> => ({ EXCHANGE_BASE_URL: exchange.address });
  async function serve(port: string): Promise<void> {
    server = await runUntilAddress(['serve', '--port', port], folder, env());
    ({ address } = server);
  }
  const onPage = (options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> =>
    pageOf(browser, address, options, use);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
    browser = await chromium.launch(LAUNCH);
    exchange = await runUntilAddress(['replay-exchange', '--json', '--speed', '5000'], folder);
    await serve('0');
  });

  afterAll(async () => {
    endSession();
    await browser.close();
    await server.end();
    await exchange.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('loads less than 150 KB, compressed, before the first page is shown', () => {
    const index = readFileSync(join(BUILT, 'index.html'), 'utf8');
    const files = [...index.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file!);
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILT, file))).length, 0);
    expect(bytes).toBeLessThan(150 * 1024);
  });

  it('says on every empty page what to do first', async () => {
    await onPage({}, async (page) => {
      for (const name of ['now', 'sessions', 'league', 'backtests', 'decisions', 'quality', 'data']) {
        await page.goto(`${address}#/${name}`);
        await page.locator('.empty').waitFor();
        expect(await seriousFindings(page)).toEqual([]);
      }
    });
  });

  it('goes from demo data over a cycle and a backtest to a paper session on the replay exchange and its kill switch', async () => {
    await onPage({}, async (page) => {
      await page.goto(address);
      await page.getByRole('button', { name: 'Run a cycle' }).click();
      await page.locator('svg.gauge').waitFor();
      expect(await page.getByText('Generated demo data').count()).toBe(1);
      for (let run = 0; run < 2; run++) {
        await page.goto(`${address}#/backtests`);
        await page.getByLabel('Strategy').selectOption(run === 0 ? 'buy-and-hold' : { index: 1 });
        await page.getByRole('button', { name: 'Start', exact: true }).click();
        await page.waitForURL(/#\/backtests\/.+/, { timeout: 120_000 });
        await page.locator('.canvas canvas').first().waitFor();
      }
      await page.goto(`${address}#/backtests`);
      await page
        .getByRole('checkbox', { name: /^Choose/ })
        .nth(1)
        .check();
      await page
        .getByRole('checkbox', { name: /^Choose/ })
        .nth(0)
        .check();
      await page.getByRole('button', { name: 'Compare the chosen' }).click();
      await page.getByRole('rowheader', { name: 'sharpe', exact: true }).waitFor();
      const run = readdirSync(join(folder, 'user_data', 'runs')).sort()[0]!;
      endSession = await startRehearsal(page, run);
      await page.goto(`${address}#/sessions/rehearsed`);
      await page.getByText('running', { exact: true }).waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Kill switch' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Kill switch' }).click();
      await page.getByText('The kill switch is on').waitFor({ timeout: 30_000 });
      await page.getByRole('button', { name: 'End the session' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'End the session' }).click();
      await page.getByText('ended', { exact: true }).waitFor({ timeout: 60_000 });
    });
  });

  for (const language of ['en', 'ru']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const [device, viewport] of [
        ['desktop', { width: 1280, height: 850 }],
        ['phone', { width: 390, height: 800 }],
      ] as const) {
        it(`is whole and accessible in ${language}, ${colorScheme}, on a ${device}`, async () => {
          await onPage({ locale: language, colorScheme, viewport }, async (page) => {
            for (const name of PAGES) {
              await page.goto(`${address}#/${name}`);
              await page.locator('h1').waitFor();
              await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined);
              expect(await page.evaluate('document.documentElement.lang')).toBe(language);
              expect(await page.locator('h1').innerText()).toMatch(language === 'ru' ? /[а-яё]/i : /^[\x20-\x7e]+$/);
              expect({ name, over: await overWidth(page) }).toEqual({ name, over: 0 });
              expect({ name, found: await seriousFindings(page) }).toEqual({ name, found: [] });
              await keepPicture(page, `${name}-${language}-${colorScheme}-${device}`);
            }
          });
        });
      }
    }
  }

  it('keeps the chosen language and colours', async () => {
    await onPage({}, async (page) => {
      await page.goto(address);
      await page.getByLabel('Colours').selectOption('dark');
      await page.getByLabel('Language').selectOption('ru');
      await page.reload();
      await page.getByRole('heading', { name: 'Что система думает сейчас' }).waitFor();
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    });
  });

  it('follows the colours of the system while none are chosen', async () => {
    await onPage({ colorScheme: 'light' }, async (page) => {
      await page.goto(address);
      for (const colorScheme of ['light', 'dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
      }
    });
  });

  it('is used with the keyboard alone', async () => {
    await onPage({}, async (page) => {
      await page.goto(address);
      await page.getByRole('link', { name: 'League' }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Backtests' }).waitFor();
      expect(await page.evaluate('document.activeElement?.tagName')).toBe('MAIN');
    });
  });

  it('asks for a token, sends a wrong one once, and opens with the right one', async () => {
    const closed = await startDashboard(folder, env(), '--token-file', join(folder, 'token'));
    const open = address;
    address = closed.address;
    try {
      await onPage({}, async (page) => {
        await page.goto(`${address}#/settings`);
        const field = page.getByLabel('Token');
        // Five wrong ones in a minute would lock the page out: it may send each but once.
        for (const wrong of ['one', 'two', 'three']) {
          await field.fill(wrong);
          await Promise.all([page.waitForResponse((response) => response.status() === 401), field.press('Enter')]);
          await page.locator('button.primary:enabled').waitFor();
          await page.getByText('This is not the token of this server.').waitFor();
        }
        await field.fill(readFileSync(join(folder, 'token'), 'utf8').trim());
        await field.press('Enter');
        await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
        await page.getByText('Live', { exact: true }).waitFor();
        expect(page.url()).not.toContain(readFileSync(join(folder, 'token'), 'utf8').trim());
        await page.reload();
        await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      });
    } finally {
      address = open;
      await closed.end();
    }
  });

  it('shows headlines and what a model wrote as text', async () => {
    const cycles = join(folder, 'user_data', 'cycles');
    const file = (readdirSync(cycles, { recursive: true }) as string[]).find((name) => name.endsWith('.json'))!;
    const kept = JSON.parse(readFileSync(join(cycles, file), 'utf8'));
    kept.cycle.snapshot.news[0].text = HOSTILE;
    kept.cycle.llm_output.reasoning_short = HOSTILE;
    kept.cycle.llm_output.factors_summary = [HOSTILE];
    writeFileSync(join(cycles, file), JSON.stringify(kept));
    await onPage({}, async (page) => {
      await page.goto(address);
      await page.locator('svg.gauge').waitFor();
      expect(await page.getByText(HOSTILE).count()).toBe(3);
      expect(await page.evaluate(() => 'taken' in globalThis)).toBe(false);
    });
  });

  it('shows what another page has done, and comes back after a restart of the server', async () => {
    await onPage({}, async (page) => {
      await page.goto(`${address}#/decisions`);
      const rows = page.getByRole('region', { name: 'Cycles' }).locator('tbody tr');
      await rows.first().waitFor();
      const before = await rows.count();
      await onPage({}, async (other) => {
        await other.goto(address);
        await other.getByRole('button', { name: 'Run a cycle' }).click();
        await rows.nth(before).waitFor({ timeout: 60_000 });
      });
      await server.end();
      await page.getByText('Connection lost').waitFor();
      await serve(new URL(address).port);
      await page.getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });
    });
  });
});
