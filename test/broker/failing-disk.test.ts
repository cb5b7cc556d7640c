import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/ports/random.js';
import type { JournalDisk } from '../../src/infra/store/journal/disk.js';
import { runSession } from '../../src/live/runner/run-session.js';
import { strikingDisk } from '../journal/support/failing-disk.js';
import { PowerLossDisk } from '../journal/support/power-loss.js';
import { emptyFolder, NIGHTLY, open, PATIENCE, SEED } from '../journal/support/session.js';
import { hasPackage } from '../support/optional-package.js';
import { ordersAt } from './support.js';
import { agrees, begin, feedOf, fillsAt, options, processOf, type Run } from './trader.js';

const RUNS = NIGHTLY ? 40 : 1;
const LOSSES = NIGHTLY ? 20 : 8;

/** Opens the journal on a disk and trades to the end of the bars. @returns the orders that the journal has, or what ended it */
async function tradedOn(run: Run, folder: string, disk?: JournalDisk): Promise<readonly string[]> {
  const journal = await open(folder, disk);
  try {
    const process = await processOf(run, journal);
    await runSession(process.trader, feedOf(run.replay), options);
    await agrees(run, process);
    return process.desk.own.all().map(({ intent }) => intent.client_id);
  } finally {
    journal.close();
  }
}

/** Every order of the exchange is one of the journal, and each was taken in once. */
async function assertKnown(run: Run, ours: readonly string[]): Promise<void> {
  const there = (await ordersAt(run.replay, run.market)).map(({ clientOrderId }) => clientOrderId);
  expect(there).toHaveLength(new Set(there).size);
  expect(there.filter((id) => !ours.includes(id))).toEqual([]);
}

describe.skipIf(!hasPackage('ccxt')).each(['usdm', 'spot'] as const)('the journal of live orders: %s', (market) => {
  it(
    `power that goes ${LOSSES} times (seed ${SEED}) loses and doubles no order`,
    async () => {
      const whole = await begin(market);
      await tradedOn(whole, emptyFolder());
      const expected = await fillsAt(whole);
      for (let k = 0; k < RUNS; k++) {
        const random = seededRandom(SEED + k);
        const disk = new PowerLossDisk(() => random.next());
        const run = await begin(market);
        const folder = emptyFolder();
        mkdirSync(folder, { recursive: true });
        for (let loss = 0; loss < LOSSES; loss++) {
          disk.cutAfter(20 + Math.floor(random.next() * 60));
          const end = await tradedOn(run, folder, disk).catch((error: unknown) => error as Error);
          if (!(end instanceof Error)) break;
          expect(end.message, `seed ${SEED + k}, loss ${loss}`).toMatch(/the power is gone|could not be/);
          disk.restart();
        }
        await assertKnown(run, await tradedOn(run, folder, disk));
        expect(await fillsAt(run), `seed ${SEED + k}`).toEqual(expected);
        await run.broker.close();
      }
    },
    PATIENCE,
  );

  it(
    'a disk that is full sends nothing that is not on it, and goes on when there is room',
    async () => {
      const whole = await begin(market);
      const folder = emptyFolder();
      const { disk, accesses } = strikingDisk(-1, { kind: 'error', code: 'ENOSPC' });
      await tradedOn(whole, folder, disk);
      const expected = await fillsAt(whole);
      const writes = accesses.flatMap((name, at) => (name === 'write' ? [at] : []));
      expect(writes.length).toBeGreaterThan(100);
      const step = Math.floor(writes.length / (NIGHTLY ? 60 : 2));
      // The last is the end itself, after which nothing is sent.
      for (let at = 3; at < writes.length - 1; at += step) {
        const run = await begin(market);
        const there = emptyFolder();
        const full = strikingDisk(writes[at]!, { kind: 'error', code: 'ENOSPC' });
        await expect(tradedOn(run, there, full.disk)).rejects.toMatchObject({
          message: expect.stringMatching(/ENOSPC|full/) as string,
        });
        await assertKnown(run, await tradedOn(run, there));
        expect(await fillsAt(run), `full at write ${at}`).toEqual(expected);
        await run.broker.close();
      }
    },
    PATIENCE,
  );
});
