import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseModel, type FlagValue } from '../../../app/config/index.js';
import { decideLive } from '../../../app/cycle/decide-live.js';
import { keepCycle } from '../../../app/cycle/kept-cycles.js';
import { storeDemoBars } from '../../../app/data/write-demo.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { systemClock } from '../../../app/runtime/system.js';
import { demoSnapshot } from '../../../app/snapshots/snapshot.js';
import type { PaperSessionStart } from '../../../contract/dashboard-sessions.js';
import { SECOND } from '../../../core/time.js';

const SYMBOL = 'BTCUSDT';
const DAYS = 365;
/** A demo must not wait for, or pay, a model that happens to be configured. */
const MODEL = 'baseline';
/** How long sessions may take to end before their folder goes. */
const GRACE_MS = 5 * SECOND;
const LOOK_MS = SECOND / 10;

/** A folder of user data for a demo, that is gone afterwards: the user's own is neither read nor written. */
export class DemoFolder {
  private readonly sessions: number[] = [];

  private constructor(readonly path: string) {}

  static async make(): Promise<DemoFolder> {
    return new DemoFolder(await mkdtemp(join(tmpdir(), 'llm-trading-demo-')));
  }

  /** Settings of the server. */
  get flags(): Record<string, FlagValue> {
    return { userDataDir: { name: 'demo', value: this.path }, 'llm.model': { name: 'demo', value: MODEL } };
  }

  /** The same for the processes that it starts. */
  get env(): Record<string, string> {
    return { USER_DATA_DIR: this.path, LLM_MODEL: MODEL };
  }

  /** What a demo cycle decides, and bars to try the rest on. */
  async fill(runtime: Runtime, signal: AbortSignal): Promise<void> {
    const snapshot = await demoSnapshot(runtime, { signal });
    const cycle = await decideLive(runtime, snapshot, chooseModel(runtime.loaded), {
      replay: false,
      measure: {},
      signal,
    });
    await keepCycle(runtime, cycle, 'demo');
    await storeDemoBars(runtime, SYMBOL, DAYS);
  }

  /** Starts sessions, and knows which: they end with the demo, since their folder does. */
  launching(launch: (start: PaperSessionStart) => Promise<number>): (start: PaperSessionStart) => Promise<number> {
    return async (start) => {
      const pid = await launch(start);
      this.sessions.push(pid);
      return pid;
    };
  }

  async remove(): Promise<void> {
    for (const pid of this.sessions) signalTo(pid, 'SIGINT');
    for (let waited = 0; waited < GRACE_MS && this.sessions.some((pid) => signalTo(pid, 0)); waited += LOOK_MS) {
      await systemClock.sleep(LOOK_MS);
    }
    for (const pid of this.sessions) signalTo(pid, 'SIGKILL');
    await rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @returns whether there is such a process */
function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
