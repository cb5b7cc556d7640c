import { describe, expect, it, vi } from 'vitest';
import type { JournalDisk } from '../../src/infra/store/journal/disk.js';
import { powerLossRun } from './support/crash-runs.js';
import { methodsOf } from './support/power-loss.js';
import { NIGHTLY, PATIENCE, SEED } from './support/session.js';

vi.setConfig({ testTimeout: PATIENCE });

const RUNS = NIGHTLY ? 200 : 20;
const LOSSES = 18;
const seeds = Array.from({ length: RUNS }, (_, i) => SEED + i);

describe(`power that goes ${LOSSES} times in each of ${RUNS} sessions (seed ${SEED})`, () => {
  it('loses nothing that was acknowledged, and every session goes on by itself', async () => {
    let cuts = 0;
    for (const seed of seeds) {
      const run = await powerLossRun(seed, LOSSES);
      expect(run, `seed ${seed}`).toMatchObject({ crashes: LOSSES, fault: null });
      cuts += run.cuts;
    }
    // Else nothing was torn, and nothing was tried.
    expect(cuts).toBeGreaterThan(RUNS);
  });
});

/** Each stands between the journal and the disk, and does what a wrong journal would. */
const PLANTED: Readonly<Record<string, (disk: JournalDisk) => JournalDisk>> = {
  'data is not brought to disk': (disk) => ({ ...methodsOf(disk), syncData: () => undefined }),
  'names are not brought to disk': (disk) => ({ ...methodsOf(disk), syncFolder: () => undefined }),
  'a torn tail is left where it is': (disk) => ({ ...methodsOf(disk), truncate: () => undefined }),
  'a file takes its name before its content is on disk': (disk) => {
    const late = new Set<number>();
    return {
      ...methodsOf(disk),
      open: (path, flags) => {
        const handle = disk.open(path, flags);
        if (flags === 'w') late.add(handle);
        return handle;
      },
      syncData: (handle) => {
        if (!late.has(handle)) disk.syncData(handle);
      },
    };
  },
  'a write is made later than it is acknowledged': (disk) => {
    let waiting: (() => void) | null = null;
    const catchUp = (): void => {
      try {
        waiting?.();
      } catch {
        // Its file went with the power.
      }
      waiting = null;
    };
    return {
      ...methodsOf(disk),
      write: (handle, bytes, position) => {
        catchUp();
        const copy = Buffer.from(bytes);
        waiting = () => void disk.write(handle, copy, position);
        return bytes.length;
      },
      close: (handle) => {
        catchUp();
        disk.close(handle);
      },
    };
  },
};

describe('a planted bug is found', () => {
  it.each(Object.entries(PLANTED))('%s', async (_name, plant) => {
    const faults: (string | null)[] = [];
    for (const seed of seeds.slice(0, 20)) faults.push((await powerLossRun(seed, LOSSES, plant)).fault);
    const found = faults.filter((fault) => fault !== null);
    expect(found.length).toBeGreaterThan(0);
    for (const fault of found)
      expect(fault).toMatch(/records are lost|is damaged|is gone|is not what was written|ENOENT/);
  });
});
