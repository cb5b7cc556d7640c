import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sessionModeOf } from '../../contract/session.js';
import { SECOND } from '../../core/time.js';
import type { NoticeQueue } from '../../infra/notify/notice-queue.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import type { MetricFamily, MetricRegistry } from '../../infra/telemetry/metrics.js';
import { haltReason } from './session-folder.js';
import { refusalsOf, type SessionObserver } from './session-observer.js';

const family = (type: MetricFamily['type'], name: string, help: string): MetricFamily => ({
  name: `llm_trading_${name}`,
  type,
  help,
});

const INFO = family('gauge', 'session_info', 'Always 1; what the session trades with is its label "mode".');
const EQUITY = family('gauge', 'equity', 'Cash and positions at the last close, quote units.');
const POSITION = family('gauge', 'position', 'Signed, base units.');
const EXPOSURE = family('gauge', 'exposure', 'Position at the last close, signed fraction of equity.');
const LAST_BAR = family('gauge', 'last_bar_timestamp_seconds', 'Close of the last bar that was traded.');
const BAR_DELAY = family('gauge', 'bar_delay_seconds', 'From the close of the last bar to the end of its moment.');
const BARS = family('counter', 'decisions_total', 'Moments that were decided by this process.');
const FILLS = family('counter', 'fills_total', 'Fills, by their reason.');
const REFUSALS = family('counter', 'refusals_total', 'Orders that the guard held back, by its code.');
const FAULTS = family('counter', 'faults_total', 'What went wrong around the session, by code.');
const QUESTIONS = family('counter', 'model_questions_total', 'Questions to the model, by outcome.');
const CALLS = family('counter', 'model_calls_total', 'Calls of the model, repairs included.');
const COST = family('counter', 'model_cost_usd_total', 'Cost of these calls, USD, where it is known.');
const HALTED = family('gauge', 'halted', '1 while a kill switch is pulled.');
const JOURNAL = family('gauge', 'journal_bytes', 'Size of the journal.');
const RUNNING = family('gauge', 'running', '1 while the session trades.');
const NOTICES = family('counter', 'notices_total', 'Messages, by channel and outcome.');

/** Counts what a session does; `refresh` brings what changes by itself up to date. */
export function metricsObserver(
  metrics: MetricRegistry,
  { session, userDataDir, now }: { readonly session: string; readonly userDataDir: string; readonly now: (() => number) | null }, // prettier-ignore
): SessionObserver & { refresh(): void } {
  const own = { session };
  let folder: string | null = null;
  let intervalMs = 0;
  return {
    started(start) {
      ({ folder, intervalMs } = start);
      metrics.set(INFO, { ...own, mode: sessionModeOf(start) }, 1);
      metrics.set(RUNNING, own, 1);
    },
    stepped(step) {
      const { bars, booked, opinion } = step;
      const { equity, positions, fills } = booked;
      const close = booked.time + intervalMs;
      metrics.set(EQUITY, own, equity);
      metrics.add(BARS, own);
      metrics.set(LAST_BAR, own, close / SECOND);
      if (now !== null) metrics.set(BAR_DELAY, own, (now() - close) / SECOND);
      for (const [symbol, quantity] of Object.entries(positions)) metrics.set(POSITION, { ...own, symbol }, quantity);
      for (const { symbol, close: price } of bars) {
        metrics.set(EXPOSURE, { ...own, symbol }, ((positions[symbol] ?? 0) * price) / equity);
      }
      for (const { reason } of fills) metrics.add(FILLS, { ...own, reason: reason as string });
      for (const { code } of refusalsOf(step)) metrics.add(REFUSALS, { ...own, code });
      if (opinion === null) return;
      metrics.add(QUESTIONS, { ...own, outcome: opinion.failure === null ? 'answered' : 'failed' });
      metrics.add(CALLS, own, Number(opinion.usage?.calls ?? 0));
      metrics.add(COST, own, opinion.usage?.replayed === true ? 0 : Number(opinion.usage?.cost_usd ?? 0));
    },
    troubled: ({ code }) => metrics.add(FAULTS, { ...own, code }),
    ended: () => metrics.set(RUNNING, own, 0),
    refresh() {
      if (folder === null) return;
      metrics.set(HALTED, own, haltReason(userDataDir, folder) === null ? 0 : 1);
      metrics.set(JOURNAL, own, statSync(join(folder, JOURNAL_FILE), { throwIfNoEntry: false })?.size ?? 0);
    },
  };
}

/** How messages came out so far. */
export function countNotices(metrics: MetricRegistry, channel: string, { counts }: NoticeQueue): void {
  for (const [outcome, count] of Object.entries(counts)) metrics.set(NOTICES, { channel, outcome }, count as number);
}
