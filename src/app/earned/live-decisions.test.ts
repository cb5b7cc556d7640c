import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import { fieldSetOf, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { ModelIdentity } from '../../core/ports/regime-model.js';
import { sampleSnapshot } from '../../evaluation/fixtures/sample-snapshot.js';
import { openBarStore } from '../runtime/user-data.js';
import { createRuntime, type Runtime } from '../runtime/runtime.js';
import { decisionsPath, liveScores, readDecisions, recordDecision } from './live-decisions.js';
import { askedAbout } from './measured.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 0, 1);
const DAYS = 40;
const MODEL: ModelIdentity = { id: 'ollama/m', kind: 'llm', version: 'v1', prompt: 'regime-1@05a70699f642' };

let runtime: Runtime;
let path: string;
beforeEach(() => {
  const cwd = mkdtempSync(join(tmpdir(), 'llm-trading-decisions-'));
  runtime = createRuntime({ env: { LOG_LEVEL: 'silent' }, cwd });
  path = decisionsPath(runtime.config.userDataDir);
});

const snapshotAt = (time: number): MarketSnapshot => ({
  ...sampleSnapshot(),
  base_asset: 'BTCUSDT',
  horizon_hours: 24,
  timestamp_utc: new Date(time).toISOString(),
});
const asked = askedAbout(MODEL, snapshotAt(START));

/** Rises all day, every day. */
async function storeRisingBars(): Promise<void> {
  const bars = BarSeries.allocate('BTCUSDT', HOUR, DAYS * 24);
  for (let i = 0; i < bars.length; i++) {
    const [open, close] = [100 + i, 101 + i];
    bars.openTime[i] = START + i * HOUR;
    bars.open[i] = open;
    bars.high[i] = close;
    bars.low[i] = open;
    bars.close[i] = close;
    bars.volume[i] = 1;
  }
  await openBarStore(runtime.config).merge({ source: 'import', symbol: 'BTCUSDT', interval: '1h' }, bars);
}

describe('live decisions', () => {
  it('are kept one a line, with what climatology said by the stored bars', async () => {
    await recordDecision(runtime, snapshotAt(START + 20 * DAY), MODEL, 0.7);
    await storeRisingBars();
    await recordDecision(runtime, snapshotAt(START + 21 * DAY), MODEL, 0.6);
    const decisions = await readDecisions(runtime);
    expect(decisions.map(({ prob_bull }) => prob_bull)).toEqual([0.7, 0.6]);
    expect(decisions[0]).toMatchObject({
      climatology: null,
      model: { id: 'ollama/m', version: 'v1' },
      horizon_hours: 24,
    });
    expect(decisions[0]!.fields).toEqual(fieldSetOf(snapshotAt(START)));
    // Windows of days 1 … 20 had closed, all bull.
    expect(decisions[1]!.climatology).toBeCloseTo(21 / 22, 12);
  });

  it('survive a crash in the middle of a line, and name an invalid line', async () => {
    await recordDecision(runtime, snapshotAt(START + DAY), MODEL, 0.7);
    appendFileSync(path, '{"decided_at": 17');
    await recordDecision(runtime, snapshotAt(START + 2 * DAY), MODEL, 0.6);
    expect((await readDecisions(runtime)).map(({ prob_bull }) => prob_bull)).toEqual([0.7, 0.6]);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
    writeFileSync(path, '{"decided_at": 17}\n');
    await expect(readDecisions(runtime)).rejects.toThrow(`${path}:1 is not a decision, prob_bull`);
  });

  it('are scored once their windows have closed, without overlap, and only those of the same question', async () => {
    for (const hours of [0, 12, 24, 48])
      await recordDecision(runtime, snapshotAt(START + 20 * DAY + hours * HOUR), MODEL, 0.7);
    await recordDecision(runtime, snapshotAt(START + 25 * DAY), { ...MODEL, version: 'v2' }, 0.1);
    await recordDecision(runtime, { ...snapshotAt(START + 26 * DAY), horizon_hours: 12 }, MODEL, 0.1);
    const since = START + 20 * DAY;
    const now = START + 22 * DAY;
    expect(await liveScores(runtime, asked, since, now)).toEqual({ differences: [], unscored: 3 });
    await storeRisingBars();
    const { differences, unscored } = await liveScores(runtime, asked, since, now);
    expect([differences.length, unscored], 'the one at 12 h overlaps, the last is open').toEqual([2, 0]);
    const reference = 20 / 21;
    expect(differences[0]!.value).toBeCloseTo((1 - reference) ** 2 - 0.3 ** 2, 12);
    expect((await liveScores(runtime, asked, since + HOUR, now)).differences).toHaveLength(1);
  });
});
