import type { TradingSession, StepOutcome } from '../session/trading-session.js';
import type { Feed } from './feed.js';

export interface SessionControls {
  readonly signal: AbortSignal;
  /** Why the session is to end, looked at between moments; null: it goes on. */
  readonly stopped: () => string | null;
  /** Aborted when the session is told to stop: then it waits for no more bars. Default: it looks between moments only. */
  readonly waiting?: AbortSignal;
  readonly onStep?: ((outcome: StepOutcome) => void) | undefined;
}

/** Why a session ended, for its last record. */
export type SessionEnd = { readonly code: 'no_more_bars' | 'interrupted' | 'stopped'; readonly reason: string };

/** What is run: a session, or one whose orders go to an exchange. */
export type Steps = Pick<TradingSession, 'resume' | 'step' | 'stop' | 'time'>;

/**
 * Runs a session until its bars end, it is told to stop, or the process is. What was under way then is in the journal as far as it
 * came, and goes on from there at the next start.
 * @throws what ends it otherwise: a strategy that throws, a refused budget, a full disk
 */
export async function runSession(session: Steps, feed: Feed, options: SessionControls): Promise<SessionEnd> {
  const end = await untilEnd(session, feed, options);
  session.stop(end.reason);
  return end;
}

async function untilEnd(
  session: Steps,
  feed: Feed,
  { signal, stopped, waiting, onStep }: SessionControls,
): Promise<SessionEnd> {
  try {
    const resumed = await session.resume(signal);
    if (resumed !== null) onStep?.(resumed);
    for (;;) {
      const reason = stopped();
      if (reason !== null) return { code: 'stopped', reason };
      signal.throwIfAborted();
      const moment = await feed.next(session.time, waiting === undefined ? signal : AbortSignal.any([signal, waiting]));
      if (moment === null) return { code: 'no_more_bars', reason: 'no more bars' };
      // Not inside the call: what is optional is not evaluated where nobody listens.
      const outcome = await session.step(moment, signal);
      onStep?.(outcome);
    }
  } catch (error) {
    if (signal.aborted) return { code: 'interrupted', reason: 'the process was told to end' };
    const reason = waiting?.aborted === true ? stopped() : null;
    if (reason !== null) return { code: 'stopped', reason };
    throw error;
  }
}
