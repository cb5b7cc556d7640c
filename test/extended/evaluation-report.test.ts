import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleEvaluation } from '../../src/report/html/evaluation/fixtures/sample-evaluation.js';
import { renderEvaluationReport } from '../../src/report/html/evaluation/index.js';

const CHROMIUM = '/usr/bin/chromium';
const present = existsSync(CHROMIUM) || process.env.CI === 'true';

describe.skipIf(!present)(`the report of an evaluation in a browser (skipped without ${CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;
  const addresses: Record<string, string> = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evaluation-report-'));
    const name = 'a_model_of_fifty_characters_without_any_space_in_it'.repeat(3);
    const hostile = '</style><script>document.title = "taken over"</script>';
    const pages = {
      whole: await sampleEvaluation(),
      hostile: await sampleEvaluation({
        decisions: 160,
        modelId: `${name}${hostile}`,
        failure: `\u001b[31m${hostile}${'x'.repeat(200)}`,
        warnings: [`https://evil.example/${'x'.repeat(200)}`, hostile],
      }),
      bare: await sampleEvaluation({ decisions: 60, plain: true, withoutBaselines: true }),
    };
    for (const [key, evaluation] of Object.entries(pages)) {
      const file = join(folder, `${key}.html`);
      writeFileSync(file, renderEvaluationReport(evaluation));
      addresses[key] = pathToFileURL(file).href;
    }
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a report, runs `use`, and checks that nothing was complained about and nothing was asked for. */
  async function onPage(
    key: string,
    options: BrowserContextOptions,
    use: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(addresses[key]!);
      await use(page);
      expect(complaints, 'console').toEqual([]);
      expect([...new Set(requests)], 'requests').toEqual([addresses[key]]);
    } finally {
      await context.close();
    }
  }

  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  /** Texts of cells and cards that reach out of their own section. */
  const outside = (page: Page): Promise<string[]> =>
    page.evaluate(`[...document.querySelectorAll('section')].flatMap((section) => {
      const box = section.getBoundingClientRect();
      return [...section.querySelectorAll('td, th, p, li, dd, h2, h3')]
        .filter((each) => each.offsetParent !== null && !each.closest('.sr, thead') && each.getBoundingClientRect().right > box.right + 1)
        .map((each) => each.textContent.trim().slice(0, 60));
    })`);

  it.each(
    ['whole', 'hostile', 'bare'].flatMap((key) => [360, 390, 768, 910, 1280].map((width) => [key, width] as const)),
  )('%s: does not scroll sideways at %d px, and nothing is cut off', async (key, width) => {
    await onPage(key, { viewport: { width, height: 800 } }, async (page) => {
      expect(await overflow(page)).toBe(0);
      expect(await outside(page)).toEqual([]);
      expect(await page.title()).not.toContain('taken over');
    });
  });

  it('has the verdict on the first screen, in the colour of its kind', async () => {
    await onPage('whole', { viewport: { width: 390, height: 844 } }, async (page) => {
      const answer = page.locator('#f1-verdict .answer');
      const box = await answer.boundingBox();
      expect(box!.y + box!.height).toBeLessThan(844);
      expect(await answer.textContent()).toMatch(/^Do not trade this: /);
      expect(await page.locator('#f1-verdict .measured').textContent()).toMatch(/^After 2020-06, over \d+ decisions/);
      const edge = (id: string): Promise<string> =>
        page.evaluate(`getComputedStyle(document.querySelector('#${id}')).borderLeftColor`);
      expect(await edge('f1-verdict'), 'undecided and unknown differ').not.toBe(await edge('f2-verdict'));
    });
  });

  it('follows the system theme in style, and paper is light', async () => {
    const background = (page: Page): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    await onPage('whole', { colorScheme: 'dark' }, async (page) => {
      const dark = await background(page);
      await page.click('#theme');
      expect(await background(page)).not.toBe(dark);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await background(page)).toBe('rgb(255, 255, 255)');
      expect((await page.pdf()).length).toBeGreaterThan(10_000);
    });
  });

  it('shows values under the pointer before and after the start of the headline', async () => {
    await onPage('whole', { viewport: { width: 1280, height: 900 } }, async (page) => {
      const plot = page.locator('#f1-time .plot').first();
      const tip = plot.locator('.tip');
      const { width } = (await plot.boundingBox())!;
      await plot.hover({ position: { x: width * 0.2, y: 100 } });
      expect(await tip.textContent()).toMatch(/^2020-\d\d-\d\d \d\d:\d\dbefore the headline: -?\d+\.\d\d$/);
      await plot.hover({ position: { x: width * 0.9, y: 100 } });
      expect(await tip.textContent()).toMatch(
        /^2020-\d\d-\d\d \d\d:\d\dout of sample: -?\d+\.\d\dbaseline\/[a-z]+-1: -?\d+\.\d\d$/,
      );
    });
  });

  it('is whole without a script, and a phone shows a row as a card with names', async () => {
    await onPage('whole', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (page) => {
      expect(await page.isVisible('#provenance')).toBe(true);
      expect(await page.isVisible('#theme'), 'a button that does nothing').toBe(false);
    });
    await onPage('whole', { viewport: { width: 390, height: 844 } }, async (page) => {
      const label = await page.evaluate(
        `getComputedStyle(document.querySelector('.overview tbody tr td'), '::before').content`,
      );
      expect(label).toBe('"n"');
    });
  });
});
