import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/ports/clock.js';
import { SECOND } from '../../core/time.js';
import type { EventHub, DashboardHappening } from './event-hub.js';

/** How often other processes are looked at. */
const EVERY_MS = 2 * SECOND;

/** What says that something changed: names and stamps, never contents. By id. */
type Stamps = ReadonlyMap<string, string>;
type Watched = Exclude<DashboardHappening['type'], 'job'>;

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
const stampOf = async (path: string): Promise<string> => {
  const info = await stat(path).catch(() => null);
  return info === null ? '' : `${info.size} ${info.mtimeMs}`;
};

/** Folders that appear whole and never change: a name is all there is to know. */
const named =
  (folder: string, cut = 0) =>
  async (): Promise<Stamps> =>
    new Map((await namesIn(folder)).filter((name) => /^\d{8}-/.test(name)).map((name) => [name.slice(0, name.length - cut), ''])); // prettier-ignore

const sessionStamps = (folder: string) => async (): Promise<Stamps> => {
  const names = (await namesIn(folder)).filter((name) => name !== 'HALT');
  const stamps = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const files = ['journal.log', 'HALT', 'STOP'].map((file) => stampOf(join(folder, name, file)));
      return [name, (await Promise.all(files)).join('|')];
    }),
  );
  return new Map([...stamps, ['', await stampOf(join(folder, 'HALT'))]]);
};

/** Cycles of today and of the day before: a new one lies in no other folder. */
const cycleStamps = (folder: string) => async (): Promise<Stamps> => {
  const days = (await namesIn(folder)).sort().slice(-2);
  const each = await Promise.all(days.map((day) => named(join(folder, day), '.json'.length)()));
  return new Map(each.flatMap((one) => [...one]));
};

/** Tells what other processes write: sessions, runs, evaluations and cycles. Ends with the signal. */
export async function watchFolders(
  userDataDir: string,
  hub: EventHub,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const at = (name: string): string => join(userDataDir, name);
  const looks: readonly [Watched, () => Promise<Stamps>][] = [
    ['session', sessionStamps(at('sessions'))],
    ['run', named(at('runs'))],
    ['evaluation', named(at('evaluations'))],
    ['cycle', cycleStamps(at('cycles'))],
  ];
  const known = new Map<Watched, Stamps>();
  while (!signal.aborted) {
    for (const [type, look] of looks) {
      const now = await look();
      const before = known.get(type);
      known.set(type, now);
      if (before === undefined) continue;
      for (const [id, stamp] of now) if (before.get(id) !== stamp) hub.tell({ type, id });
    }
    await clock.sleep(EVERY_MS, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
