import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/nightly.mjs', import.meta.url));

interface Report {
  readonly state: string;
  readonly total: Readonly<Record<string, number>>;
  readonly suites: readonly { readonly suite: string; readonly state: string; readonly violations: number }[];
}

/** A night of suites of its own, each the body of one case. */
function night(suites: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), 'nightly-'));
  const config = { include: ['*.test.js'], globals: true, fileParallelism: false, testTimeout: 600_000 };
  const order = 'sequence: { sequencer: class { sort(files) { return files; } shard(files) { return files; } } }';
  const text = JSON.stringify(config).slice(0, -1);
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}');
  writeFileSync(join(cwd, 'vitest.nightly.config.ts'), `export default { test: ${text}, ${order} } };\n`);
  for (const [name, body] of Object.entries(suites)) {
    writeFileSync(join(cwd, `${name}.test.js`), `it('is there', async () => { ${body} });\n`);
  }
  const child = spawn(process.execPath, [SCRIPT], {
    cwd,
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
  const report = (): Report | null => {
    const file = join(cwd, 'nightly-report.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
  };
  const states = () => Object.fromEntries((report()?.suites ?? []).map(({ suite, state }) => [suite, state]));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout }));
  return { child, report, states, ended };
}

describe('a night', () => {
  it('that is interrupted says what it found until then, and what was not run', async () => {
    const { child, report, states, ended } = night({
      a: 'expect(1).toBe(2);',
      b: 'await new Promise((resolve) => setTimeout(resolve, 300_000));',
      c: 'expect(1).toBe(1);',
    });
    while (states()['b.test.js'] !== 'cut short') await wait(50);
    // So it stands on disk, whatever becomes of the night.
    expect(report()).toMatchObject({ state: 'running', total: { cases: 1, violations: 1 } });
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(report()!.state).toBe('interrupted');
    expect(states()).toEqual({ 'a.test.js': 'ended', 'b.test.js': 'cut short', 'c.test.js': 'not run' });
    expect(stdout).toContain('The night is not whole: b.test.js (cut short), c.test.js (not run).');
  }, 60_000);

  it.each([
    ['is well where everything held', 'expect(1).toBe(1);', 0, 0],
    ['fails where a case did', 'expect(1).toBe(2);', 1, 1],
    ['fails where a file could not be read', '}', 1, 1],
  ])(
    'that ends by itself %s',
    async (_what, body, code, violations) => {
      const { report, ended } = night({ a: body, b: 'expect(1).toBe(1);' });
      const { code: exitCode, stdout } = await ended;
      expect(exitCode, stdout).toBe(code);
      expect(report()).toMatchObject({ state: 'ended', total: { violations } });
      expect(stdout).toMatch(/all\s+│ ended/);
    },
    60_000,
  );
});
