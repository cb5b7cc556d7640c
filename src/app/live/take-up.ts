import { LlmTradingError } from '../../core/errors.js';
import { askAgainMs } from '../../live/runner/ask-again.js';
import type { FeedFault } from '../../live/runner/feed.js';
import type { Runtime } from '../runtime/runtime.js';
import { readSessionDocument, sessionFolder } from './session-folder.js';

export interface TakingUp {
  /** Those that are opened together. */
  readonly names: readonly string[];
  readonly note: (fault: FeedFault) => void;
  readonly signal: AbortSignal;
}

/**
 * Opens sessions and trades them. Those that were begun before are taken up again however long that takes: after a power cut a
 * machine is up before its network, and a program before its model server; whoever starts it is no person then. What does not mend
 * itself ends it, and so does anything that stands in the way of a new one, whose owner is there to read it.
 * @param run tells when the sessions go on: nothing is tried again after that
 */
export async function takeUp<T>(
  { names, note, signal }: TakingUp,
  { clock, random, config }: Pick<Runtime, 'clock' | 'random' | 'config'>,
  run: (onBegin: () => void) => Promise<T>,
): Promise<T> {
  const documents = names.map((name) => readSessionDocument(sessionFolder(config.userDataDir, name)));
  const wasThere = (await Promise.all(documents)).some((document) => document !== null);
  const state = { hasBegun: false };
  const told = new Set<string>();
  for (let failures = 1; ; failures++) {
    try {
      return await run(() => {
        state.hasBegun = true;
      });
    } catch (error) {
      const mayMend = error instanceof LlmTradingError && error.retryable;
      if (!wasThere || !mayMend || state.hasBegun || signal.aborted) throw error;
      if (!told.has(error.message)) {
        told.add(error.message);
        const reason = `It cannot be taken up yet: ${error.message} It is tried again.`;
        note({ code: 'start_delayed', reason, time: null });
      }
      await clock.sleep(askAgainMs(failures, random), signal);
    }
  }
}
