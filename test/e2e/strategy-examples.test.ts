import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { typescriptText } from '../../src/app/strategy-template/typescript.js';
import { cli, emptyDir } from './support/cli.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'examples/strategies');

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8').trimEnd();
const cwd = emptyDir();

beforeAll(async () => {
  const { code, stderr } = await cli(['data', 'demo', '--out', 'demo', '--days', '120'], { cwd });
  expect(code, stderr).toBe(0);
});

describe.each(readdirSync(FOLDER))('examples/strategies/%s', (name) => {
  const argv = [
    '--strategy',
    join(FOLDER, name),
    ...['BTCUSDT', 'ETHUSDT'].flatMap((s) => ['--data', `demo/demo-${s}-1h.csv`]),
  ];

  it('trades the demo market, and no order of it is refused', async () => {
    const { code, stdout, stderr } = await cli(['backtest', ...argv, '--json'], { cwd });
    expect(code, stderr).toBe(0);
    const { trade_count, refusals } = JSON.parse(stdout);
    expect(trade_count).toBeGreaterThan(10);
    // A resting order that was not reached is dropped by design.
    const { expired = 0, ...others } = refusals.counts;
    expect(others, `${expired} expired`).toEqual({});
  });

  it('decides nothing by the future', async () => {
    const { code, stdout, stderr } = await cli(['lookahead', ...argv], { cwd });
    expect(code, stdout + stderr).toBe(0);
  });
});

it.each(['docs/STRATEGIES.md', 'docs/STRATEGIES.ru.md'])(
  '%s shows the examples and the template as they are',
  (path) => {
    const blocks = [...textOf(path).matchAll(/^```(?:ts|js|yaml)\n([\s\S]*?)\n```$/gm)].map(([, text]) => text);
    // A reader has the package's name where the repository has its path.
    const published = (text: string): string => text.replace("'../../src/index.js'", "'llm-trading-system'");
    expect(blocks).toEqual([
      textOf('examples/rules/sma-cross.yaml'),
      typescriptText('my-idea').trimEnd(),
      published(textOf('examples/strategies/pullback.ts')),
      textOf('examples/strategies/stronger-of-many.js'),
    ]);
  },
);
