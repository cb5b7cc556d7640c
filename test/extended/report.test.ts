import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleBars } from '../../src/report/html/fixtures/sample-bars.js';
import { sampleResult } from '../../src/report/html/fixtures/sample-result.js';
import { renderBacktestReport } from '../../src/report/html/backtest.js';

const CHROMIUM = '/usr/bin/chromium';
const present = existsSync(CHROMIUM) || process.env.CI === 'true';

describe.skipIf(!present)(`the report in a browser (skipped without ${CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;
  let address: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    const file = join(folder, 'report.html');
    const name = 'a name of fifty characters without any space in it'.replaceAll(' ', '_').repeat(3);
    const sample = sampleResult({ regime: true, bars: 5_000, symbols: ['BTCUSDT', 'ETHUSDT'] });
    const document = {
      ...sample,
      strategy: { name, params: {} },
      warnings: [`https://evil.example/${'x'.repeat(200)}`, '</style><script>document.title = "taken over"</script>'],
      configuration: { ['k'.repeat(90)]: 'v'.repeat(300) },
    };
    writeFileSync(file, renderBacktestReport(document, sampleBars(document)));
    address = pathToFileURL(file).href;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the report, runs `use`, and checks that nothing was complained about and nothing was asked for. */
  async function onPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(address);
      await use(page);
      expect(complaints, 'console').toEqual([]);
      expect([...new Set(requests)], 'requests').toEqual([address]);
    } finally {
      await context.close();
    }
  }

  const colour = (page: Page): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('follows the system theme, and the button turns it round', async () => {
    await onPage({ colorScheme: 'dark' }, async (page) => {
      const dark = await colour(page);
      await page.click('#theme');
      const light = await colour(page);
      expect(light).not.toBe(dark);
      expect(await page.textContent('#theme')).toBe('Dark theme');
      await page.reload();
      expect(await colour(page), 'remembered').toBe(light);
      await page.click('#theme');
      expect(await colour(page)).toBe(dark);
    });
  });

  it.each([375, 390, 768, 1280])('does not scroll sideways at %d px', async (width) => {
    await onPage({ viewport: { width, height: 800 } }, async (page) => {
      expect(await overflow(page)).toBe(0);
      expect(await page.title()).not.toContain('taken over');
    });
  });

  it('switches between linear and logarithmic, with and without a script', async () => {
    for (const javaScriptEnabled of [true, false]) {
      await onPage({ javaScriptEnabled }, async (page) => {
        expect(await page.isVisible('.on-linear')).toBe(true);
        expect(await page.isVisible('.on-log')).toBe(false);
        await page.click('label[for=scale-log]');
        expect(await page.isVisible('.on-log')).toBe(true);
        expect(await page.isVisible('.on-linear')).toBe(false);
        expect(await page.isVisible('.tools'), 'tools need a script').toBe(javaScriptEnabled);
      });
    }
  });

  it('shows values under the pointer and by arrow keys', async () => {
    await onPage({}, async (page) => {
      const plot = page.locator('#equity .on-linear .plot');
      await plot.hover({ position: { x: 200, y: 100 } });
      const tip = plot.locator('.tip');
      expect(await tip.textContent()).toMatch(
        /^2023-\d\d-\d\d \d\d:\d\d.*: [\d,]+\.\d\dBuy and hold BTCUSDT: [\d,]+\.\d\d$/,
      );
      await page.mouse.move(0, 0);
      expect(await tip.isVisible()).toBe(false);
      await plot.focus();
      await page.keyboard.press('Home');
      expect(await tip.textContent()).toContain('2023-01-01 01:00');
      await page.keyboard.press('Escape');
      expect(await tip.isVisible()).toBe(false);
    });
  });

  /** The stretch of time that the first chart of prices shows. */
  const shown = (page: Page): Promise<{ from: number; to: number; span: number }> =>
    page.evaluate(`(() => {
      const { from, to } = document.querySelector('#prices .plot').dataset;
      return { from: Number(from), to: Number(to), span: Number(to) - Number(from) };
    })()`);
  const settled = (page: Page): Promise<void> =>
    page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');

  it('zooms by wheel, moves by drag, and shows all again by double-click', async () => {
    await onPage({ reducedMotion: 'reduce' }, async (page) => {
      const plot = page.locator('#prices .plot').first();
      await plot.scrollIntoViewIfNeeded();
      const all = await shown(page);
      const box = (await plot.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + 80);
      await page.mouse.wheel(0, -700);
      await settled(page);
      const zoomed = await shown(page);
      expect(zoomed.span).toBeLessThan(all.span / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + 150, box.y + 80, { steps: 4 });
      await page.mouse.up();
      await settled(page);
      const moved = await shown(page);
      expect(moved.span).toBeCloseTo(zoomed.span, -1);
      expect(moved.from).toBeLessThan(zoomed.from);
      expect(await page.evaluate('String(getSelection())'), 'nothing is marked').toBe('');
      await plot.dblclick();
      await settled(page);
      expect(await shown(page)).toEqual(all);
    });
  });

  it('zooms by keys and buttons, and all charts show the same time', async () => {
    await onPage({}, async (page) => {
      const all = await shown(page);
      const equity = page.locator('#equity .on-linear .plot');
      await equity.focus();
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      await settled(page);
      const zoomed = await shown(page);
      expect(zoomed.span).toBeCloseTo(all.span / 2.25, -3);
      await page.keyboard.press('ArrowRight');
      await settled(page);
      expect((await shown(page)).from).toBeGreaterThan(zoomed.from);
      await page.keyboard.press('0');
      await settled(page);
      expect(await shown(page)).toEqual(all);
      await page.click('#prices .zoom button[aria-label="Zoom in"]');
      await settled(page);
      expect((await shown(page)).span).toBeLessThan(all.span);
      await page.click('#prices .zoom button[aria-label="Show the whole run"]');
      await settled(page);
      expect(await shown(page)).toEqual(all);
    });
  });

  it('leads from a trade to its place on the chart, by pointer and by keyboard', async () => {
    await onPage({ reducedMotion: 'reduce' }, async (page) => {
      const trade = page.locator('#trade-table tbody tr').nth(7);
      const opened = Number(await trade.locator('td.opened').getAttribute('data-sort'));
      await trade.locator('.to-chart').focus();
      await page.keyboard.press('Enter');
      await settled(page);
      const { from, to } = await shown(page);
      expect(from).toBeLessThan(opened);
      expect(to).toBeGreaterThan(opened);
      expect(await page.locator('#prices .state').first().textContent()).toContain('candles of 1 h, every bar');
      expect(await page.locator('#prices .candle.body').count()).toBeGreaterThan(0);
      expect(await page.locator('#prices .band.chosen').count()).toBe(1);
      expect(await page.evaluate(`document.activeElement.classList.contains('plot')`)).toBe(true);
    });
  });

  it('reads a candle under the pointer', async () => {
    await onPage({}, async (page) => {
      const plot = page.locator('#prices .plot').first();
      await plot.hover({ position: { x: 300, y: 100 } });
      expect(await plot.locator('.tip').textContent()).toMatch(/Open .*, close .*High .*, low .*Volume /);
    });
  });

  it('sorts and filters the trades', async () => {
    await onPage({}, async (page) => {
      const profits = (): Promise<number[]> =>
        page.evaluate(
          `[...document.querySelectorAll('#trade-table tbody tr')].filter((row) => !row.hidden)
            .map((row) => Number(row.querySelector('.outcome').dataset.sort))`,
        );
      const all = await profits();
      await page.click('#trade-table th:has-text("P&L") button');
      expect(await profits()).toEqual(all.toSorted((a, b) => a - b));
      expect(await page.getAttribute('#trade-table th:has-text("P&L")', 'aria-sort')).toBe('ascending');
      await page.click('#trade-table th:has-text("P&L") button');
      expect(await profits()).toEqual(all.toSorted((a, b) => b - a));
      await page.selectOption('#trade-outcome', 'gain');
      const winners = await profits();
      expect(winners).toEqual(all.filter((profit) => profit > 0).sort((a, b) => b - a));
      await page.fill('#trade-filter', 'short');
      expect((await profits()).length).toBeLessThan(winners.length);
      expect(await page.textContent('#trade-count')).toMatch(/^\d+ of \d+$/);
    });
  });

  it('prints in light colours, without controls', async () => {
    await onPage({ colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await colour(page)).toBe('rgb(255, 255, 255)');
      expect(await page.isVisible('#theme')).toBe(false);
      expect((await page.pdf()).length).toBeGreaterThan(10_000);
    });
  });
});
