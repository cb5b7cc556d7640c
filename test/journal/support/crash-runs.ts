import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalEntry } from '../../../src/core/ports/journal.js';
import { seededRandom } from '../../../src/core/ports/random.js';
import { messageOf } from '../../../src/core/errors.js';
import type { JournalDisk } from '../../../src/infra/store/journal/disk.js';
import type { OpenedJournal } from '../../../src/infra/store/journal/index.js';
import { Killed } from './failing-disk.js';
import { PowerLossDisk } from './power-loss.js';
import { AT, batchOf, emptyFolder, faultOf, open, written } from './session.js';

export interface CrashRun {
  readonly crashes: number;
  /** Records that a crash left unfinished and that were cut. */
  readonly cuts: number;
  /** The first fault, or null. */
  readonly fault: string | null;
}

/**
 * One session on a disk that loses its power again and again, at any access from the opening on: each time it is opened anew, what is
 * there is compared with what was acknowledged, and it goes on.
 * @param plant what stands between the journal and the disk: a planted bug
 */
export async function powerLossRun(
  seed: number,
  losses: number,
  plant: (disk: JournalDisk) => JournalDisk = (disk) => disk,
): Promise<CrashRun> {
  const random = seededRandom(seed);
  const power = new PowerLossDisk(() => random.next());
  const disk = plant(power);
  const folder = emptyFolder();
  // The lock is the real one.
  mkdirSync(folder, { recursive: true });
  let known: readonly JournalEntry[] = [];
  let unfinished: readonly JournalEntry[] = [];
  let number = 0;
  let cuts = 0;
  const end = (fault: string | null, crashes: number): CrashRun => {
    rmSync(dirname(dirname(folder)), { recursive: true, force: true });
    return { crashes, cuts, fault };
  };
  for (let crash = 0; crash <= losses; crash++) {
    // The last time nothing happens: what is there must be whole.
    if (crash < losses) power.cutAfter(Math.floor(random.next() * (random.next() < 0.5 ? 16 : 60)));
    let journal: OpenedJournal | null = null;
    try {
      journal = await open(folder, disk);
      cuts += journal.recovered.length;
      const found = written(journal.records);
      const fault = faultOf(found, known, unfinished);
      if (fault !== null) {
        journal.close();
        return end(`after loss ${crash}: ${fault}`, crash);
      }
      known = found;
      unfinished = [];
      for (let i = 0; i < 10 || crash < losses; i++) {
        const batch = batchOf(++number);
        unfinished = batch;
        journal.append(AT, batch);
        known = [...known, ...batch];
        unfinished = [];
      }
      journal.close();
    } catch (error) {
      journal?.close();
      if (!(error instanceof Killed)) return end(`after loss ${crash}: ${messageOf(error)}`, crash);
      power.restart();
    }
  }
  return end(null, losses);
}
