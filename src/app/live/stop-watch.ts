import { SECOND } from '../../core/time.js';
import { stopReason } from './session-folder.js';

/** How often it is looked whether a session is told to stop, ms: a bar may be a day away. */
const LOOK_MS = SECOND;

/** Looks whether a session is told to stop, while it waits for its bars. */
export class StopWatch {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(folder: string) {
    this.timer = setInterval(() => {
      if (stopReason(folder) !== null) this.controller.abort();
    }, LOOK_MS);
    this.timer.unref();
  }

  /** Aborted once it is. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  close(): void {
    clearInterval(this.timer);
  }
}
