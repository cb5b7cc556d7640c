import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli } from '../e2e/support/cli.js';
import { CHROMIUM, hasBrowser, keepPicture, LAUNCH, onPage, overWidth, seriousFindings, startDashboard, type RunningCommand } from './support/dashboard.js'; // prettier-ignore

const MODELS = ['llama3.2', 'qwen3'];
const DATES = { released: '2023-01-01', training_cutoff: null, source: 'its author' };
const LEAGUE = `members:
  - { name: llama, strategy: llm-regime, model: ollama/llama3.2 }
  - { name: qwen, strategy: llm-regime, model: ollama/qwen3 }
`;

describe.skipIf(!hasBrowser)(`the crowd and the page's policy in a browser (skipped without ${CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;
  let ollama: FakeOllama;
  let server: RunningCommand;
  const on = (use: (page: Page) => Promise<void>, options = {}) => onPage(browser, server.address, options, use);

  async function command(...argv: readonly string[]): Promise<void> {
    const env = { OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent' };
    const { code, stderr } = await cli([...argv], { cwd: folder, env });
    expect(code, stderr).toBe(0);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dashboard-crowd-'));
    ollama = await startOllamaServer({
      models: MODELS,
      answers: (call, { model }) => {
        const bull = model === 'qwen3' ? 0.35 : [0.25, 0.75, 0.5][call % 3]!;
        return JSON.stringify(regimeDocument({ prob_bull: bull, prob_bear: 1 - bull }));
      },
    });
    const data = ['--data', 'd/demo-BTCUSDT-1h.csv'];
    await command('data', 'demo', '--out', 'd', '--days', '120');
    await command('prompt', 'new', 'mine');
    const prompt = join(folder, 'user_data/prompts/mine.md');
    writeFileSync(prompt, readFileSync(prompt, 'utf8').replace(/created_at: .*/, 'created_at: 2023-01-01'));
    writeFileSync(join(folder, 'dates.json'), JSON.stringify(Object.fromEntries(MODELS.map((name) => [`ollama/${name}`, DATES])))); // prettier-ignore
    const evaluate = (...models: readonly string[]) =>
      command('evaluate', ...data, ...models.flatMap((name) => ['--model', `ollama/${name}`]), '--prompt', 'mine', '--model-dates', 'dates.json', '--no-attribution', '--samples', '100'); // prettier-ignore
    await evaluate('llama3.2');
    await evaluate(...MODELS);
    writeFileSync(join(folder, 'league.yaml'), LEAGUE);
    await command('paper', ...data, '--from', '2024-12-15', '--league', 'league.yaml', '--session', 'cup');
    await command('backtest', ...data, '--strategy', 'sma-cross');
    browser = await chromium.launch(LAUNCH);
    server = await startDashboard(folder);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await server.end();
    await ollama.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stands beside the baselines and in the curve of skill, and where one model was asked the page says why not', async () => {
    await on(async (page) => {
      await page.goto(`${server.address}#/quality`);
      await page.getByRole('row', { name: /^crowd\/linear-1/ }).waitFor();
      await page.getByText('is the mean of the probabilities of ollama/llama3.2, ollama/qwen3').waitFor();
      await page.getByRole('combobox', { name: 'Against' }).selectOption('crowd/linear-1');
      await page.getByRole('img', { name: /^Brier skill of ollama\/llama3\.2 .* against crowd\/linear-1/ }).waitFor();
      await page.getByRole('combobox', { name: 'Against' }).selectOption({ index: 0 });
      await page.getByRole('combobox', { name: 'Of' }).selectOption('crowd/linear-1');
      await page.getByRole('img', { name: /^Brier skill of crowd\/linear-1 against how often bull/ }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('combobox', { name: 'Evaluation' }).selectOption({ index: 1 });
      await page.getByText('There is no crowd: it takes two language models').waitFor();
      expect(await page.getByRole('row', { name: /^crowd/ }).count()).toBe(0);
    });
  });

  it.each([
    ['en', 'crowd'],
    ['ru', 'толпа'],
  ])('has a row in a league: %s', async (locale, name) => {
    await on(
      async (page) => {
        await page.goto(`${server.address}#/league/cup`);
        await page.getByRole('rowheader', { name, exact: true }).waitFor();
        await page.getByText(/ollama\/llama3\.2, ollama\/qwen3/).waitFor();
        expect(await overWidth(page)).toBe(0);
        await keepPicture(page, `league-crowd-${locale}`);
      },
      { locale, viewport: { width: 390, height: 800 } },
    );
  });

  it('lets nothing inline style it, and draws every chart under that policy', async () => {
    await on(async (page) => {
      await page.goto(`${server.address}#/backtests`);
      await page.getByRole('region', { name: 'Stored runs' }).first().getByRole('link').first().click();
      await page.locator('.canvas.tall canvas').first().waitFor();
      await page.locator('.uplot canvas').first().waitFor();
      const sizes = await page.locator('.canvas.tall canvas, .uplot canvas').evaluateAll((all) => all.map(({ clientWidth, clientHeight }) => Math.min(clientWidth, clientHeight))); // prettier-ignore
      // Laid out as they should be: each has its size, and the layers of one lie over one another.
      expect(Math.min(...sizes)).toBeGreaterThan(10);
      expect(await page.locator('.canvas.tall').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThan(4); // prettier-ignore
      await page.getByRole('link', { name: /TradingView/ }).waitFor();
    });
    // Whatever would be refused is an error of every page of these tests: a planted one is.
    const planted = on(async (page) => {
      await page.goto(server.address);
      await page.locator('h1').waitFor();
      await page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')");
      expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).not.toBe('rgb(255, 0, 0)');
    });
    const complaints = await planted.then(
      () => [],
      (error: unknown) => (error as { readonly actual: readonly string[] }).actual,
    );
    expect(complaints).toContainEqual(expect.stringMatching(/^refused by the policy: style-src-attr/));
  });

  it('asks for what it has by its tag, and is told that it holds', async () => {
    await on(async (page) => {
      const known: string[] = [];
      page.on('response', (response) => {
        if (response.status() === 304) known.push(new URL(response.url()).pathname);
      });
      await page.goto(`${server.address}#/sessions/cup.llama`);
      await page.getByText('ended', { exact: true }).waitFor();
      // Another session has changed: each document of this one is asked for again.
      await page.evaluate(
        (body) => fetch('./api/v1/sessions/cup.qwen/halt', { method: 'POST', headers: { 'X-LLM-Trading': 'page', 'Content-Type': 'application/json' }, body }).then((response) => response.text()), // prettier-ignore
        JSON.stringify({ reason: 'test' }),
      );
      await expect.poll(() => known).toContain('/api/v1/sessions/cup.llama/equity');
      await page.getByText('ended', { exact: true }).waitFor();
    });
  });
});
