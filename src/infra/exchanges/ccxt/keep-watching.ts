import { messageOf } from '../../../core/errors.js';
import type { Clock } from '../../../core/ports/clock.js';
import { MINUTE, SECOND } from '../../../core/time.js';

export interface StreamSettings {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
  /** Each time the stream ends or does not begin; it is opened again. */
  readonly onLost?: (reason: string) => void;
}

const FIRST_WAIT_MS = SECOND;
const LONGEST_WAIT_MS = MINUTE;

/**
 * Waits for one message of a stream after the other, and opens it again where it was lost, until the signal is aborted or the
 * exchange turns out to have none. It fails in no way that anybody has to handle.
 * @param watch takes the next message; opens the stream where it is not open
 */
export async function keepWatching(watch: () => Promise<void>, settings: StreamSettings): Promise<void> {
  const { clock, signal, onLost } = settings;
  const isOver = (): boolean => signal.aborted;
  for (let failures = 0; !isOver();) {
    try {
      await watch();
      failures = 0;
    } catch (error) {
      if (isOver() || (error instanceof Error && error.name === 'NotSupported')) return;
      onLost?.(messageOf(error));
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
      failures++;
      await clock.sleep(wait, signal).catch(() => undefined);
    }
  }
}
