import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli, emptyDir } from './support/cli.js';

const FOLDER = fileURLToPath(new URL('../../examples/strategies', import.meta.url));
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
