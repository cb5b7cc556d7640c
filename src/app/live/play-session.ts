import { join } from 'node:path';
import type { PaperResult } from '../../contract/session.js';
import { JOURNAL_FILE, readJournalFile } from '../../infra/store/journal/index.js';
import type { Feed } from '../../live/runner/feed.js';
import { runSession, type Steps } from '../../live/runner/run-session.js';
import type { StepOutcome, TradingSession } from '../../live/session/trading-session.js';
import { stopReason } from './session-folder.js';
import { sessionTotals } from './session-rows.js';
import { StopWatch } from './stop-watch.js';

export interface PlayedSession {
  readonly name: string;
  readonly folder: string;
  readonly session: TradingSession;
  /** What is stepped: the session itself, or what gives its orders to an exchange. */
  readonly steps: Steps;
  readonly feed: Feed;
  readonly symbols: readonly string[];
  /** Length of a bar, ms. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  readonly onStep?: ((outcome: StepOutcome) => void) | undefined;
}

/** Steps a session until its bars end, or somebody ends it, and says how it stands then. */
export async function playSession(played: PlayedSession): Promise<PaperResult> {
  const { name, folder, session, steps, feed, symbols, intervalMs, signal, onStep } = played;
  const stop = new StopWatch(folder);
  try {
    const end = await runSession(steps, feed, {
      signal,
      stopped: () => stopReason(folder),
      waiting: stop.signal,
      onStep,
    });
    const { account } = session;
    const { fills, refused } = sessionTotals(readJournalFile(join(folder, JOURNAL_FILE))?.records ?? []);
    return {
      session: name,
      folder,
      end,
      moments: session.booked,
      time: session.booked === 0 ? null : session.time + intervalMs,
      initial_equity: account.settings.initialEquity,
      equity: account.equity(),
      fills,
      refused: { ...refused },
      positions: Object.fromEntries(symbols.map((symbol) => [symbol, account.position(symbol)])),
    };
  } finally {
    stop.close();
  }
}
