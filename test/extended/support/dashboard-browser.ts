import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface StartedServer {
  readonly address: string;
  readonly end: () => Promise<void>;
}

/** The command that a user types, until it has told its address. */
export async function startDashboard(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedServer> {
  const server: ChildProcess = spawn(process.execPath, [MAIN, 'serve', '--port', '0'], {
    cwd: folder,
    env: { PATH: process.env.PATH, USER_DATA_DIR: join(folder, 'user_data'), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of server.stdout!) {
    said += String(chunk);
    const found = /http:\S+/.exec(said);
    if (found === null) continue;
    const end = async (): Promise<void> => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    };
    return { address: found[0], end };
  }
  throw new Error(`the server ended: ${said}`);
}

/** A page of its own, in which nothing may be complained about and nothing asked of another host. */
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
      // What is refused is part of what is tested.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        wrong.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) wrong.push(request.url());
    });
    await use(page);
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

/** What axe finds serious or critical, through the browser's debugger, as the page's policy allows no script but its files. */
export async function seriousFindings(page: Page): Promise<string[]> {
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

/** Keeps a picture where `DASHBOARD_SHOTS` names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  const shots = process.env.DASHBOARD_SHOTS;
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}
