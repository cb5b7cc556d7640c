import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

export const CHROMIUM = '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM) || process.env.CI === 'true';
export const LAUNCH = { executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] };
const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A command of the built program that goes on until it is ended, and the address that it has told. */
export interface RunningCommand {
  readonly address: string;
  readonly end: () => Promise<void>;
}

/** The page's server, as a user starts it. */
export const startDashboard = (
  folder: string,
  env: Readonly<Record<string, string>> = {},
  ...more: readonly string[]
): Promise<RunningCommand> => runUntilAddress(['serve', '--port', '0', ...more], folder, env);

/** @param env beside the path and the folder of user data */
export async function runUntilAddress(
  argv: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningCommand> {
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, USER_DATA_DIR: join(folder, 'user_data'), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const end = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  let said = '';
  // What it says later is read as well: a command whose reader has gone ends.
  const address = await new Promise<string>((found, failed) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [told] = /http:\/\/[^\s",]+(?=[\s",])/.exec(said) ?? [];
      if (told !== undefined) found(told);
    });
    void ended.then(() => failed(new Error(`the command ended: ${said}`)));
  });
  return { address, end };
}

/** What the page's policy refuses is an error of the page. */
const TELL_REFUSED = `document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  console.error('refused by the policy: ' + effectiveDirective + ' ' + blockedURI);
});`;

/** A page of its own, in which nothing may be complained about, refused by its policy or asked of another host. */
export async function onPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  try {
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      // What is refused, missing or gone is part of what is tested.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrong.push(message.text()); // prettier-ignore
    });
    await page.addInitScript(TELL_REFUSED);
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) wrong.push(request.url());
    });
    await use(page);
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

/** What axe finds that keeps people out. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Through the browser's debugger, as the page's policy allows no script but its files.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

/** How much wider than the window the page is, px. */
export const overWidth = async (page: Page): Promise<number> =>
  Math.max(0, await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'));

/** Keeps a picture in the folder `DASHBOARD_SHOTS`, where it is set. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.DASHBOARD_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/**
 * Starts a paper session of a run on live prices, as a page would.
 * @returns what ends its process, which would go on without its server where a test fails before it has
 */
export async function startRehearsal(page: Page, run: string): Promise<() => void> {
  const answer = await page.evaluate(
    (body) => fetch('./api/v1/sessions', { method: 'POST', headers: { 'X-LLM-Trading': 'page', 'Content-Type': 'application/json' }, body }).then((response) => response.text()), // prettier-ignore
    JSON.stringify({ from: 'run', name: 'rehearsed', run, live: true, speed: 5_000 }),
  );
  const { pid } = JSON.parse(answer) as { readonly pid?: number };
  if (pid === undefined) throw new Error(answer);
  return () => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
}
