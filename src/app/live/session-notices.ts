import type { NoticeKind } from '../../core/ports/notice-channel.js';
import { isoDay, minuteText } from '../../core/time.js';
import type { NoticeQueue } from '../../infra/notify/notice-queue.js';
import { compact, money, price, signedPercent } from '../../report/shared/format.js';
import type { Runtime } from '../runtime/runtime.js';
import { refusalsOf, type BookedStep, type SessionObserver } from './session-observer.js';

type Volumes = Pick<Runtime['config']['notify'], NoticeKind>;

/** Turns what a session does into messages; what is `off` is none. @param now UTC ms, of messages that belong to no bar */
export function noticeObserver(
  queues: readonly NoticeQueue[],
  volumes: Volumes,
  { session, now }: { readonly session: string; readonly now: () => number },
): SessionObserver {
  const tell = (kind: NoticeKind, at: number, text: string): void => {
    const volume = volumes[kind];
    if (volume === 'off') return;
    for (const queue of queues) queue.push({ kind, session, at, text, silent: volume === 'silent' });
  };
  const day = new DaySummary();
  let intervalMs = 0;
  let halted: string | null = null;
  let refused = '';
  return {
    started(start) {
      ({ intervalMs } = start);
    },
    stepped(step) {
      const { booked, decision } = step;
      const close = booked.time + intervalMs;
      const summary = day.take(step, close);
      if (summary !== null) tell('daily', close, summary);
      for (const fill of booked.fills) tell('fill', close, fillLine(fill));
      // A limit that binds does so bar after bar: said once, until it is another or none.
      const refusals = refusalsOf(step).filter(({ code }) => code !== 'halted');
      const codes = refusals.map(({ symbol, code }) => `${symbol} ${code}`).join(', ');
      if (codes !== refused) {
        for (const { symbol, reason } of refusals) tell('refusal', close, `${symbol}: held back, ${reason}`);
      }
      if (decision.orders.length > 0) refused = codes;
      if (decision.halted === halted) return;
      halted = decision.halted;
      tell('halt', close, halted === null ? 'trades again' : `halted: ${halted}`);
    },
    troubled({ code, reason, symbol }) {
      day.faults += 1;
      tell('fault', now(), `${typeof symbol === 'string' ? `${symbol}: ` : ''}${code.replaceAll('_', ' ')}: ${reason}`);
    },
    ended: ({ reason, equity }) => tell('stop', now(), `ended: ${reason}${equity === null ? '' : `; equity ${money(equity)}`}`), // prettier-ignore
  };
}

function fillLine(fill: BookedStep['booked']['fills'][number]): string {
  const quantity = Number(fill.quantity);
  const what = `${quantity > 0 ? 'bought' : 'sold'} ${compact(Math.abs(quantity))} ${fill.symbol as string}`;
  return `${what} at ${price(Number(fill.price))} (${fill.reason as string}), ${minuteText(Number(fill.time))} UTC`;
}

/** Counts a UTC day, and says at its end what it came to. */
class DaySummary {
  faults = 0;
  private day = '';
  private equityBefore: number | null = null;
  private equity: number | null = null;
  private positions: Readonly<Record<string, number>> = {};
  private fills = 0;
  private refused = 0;

  /** @returns the summary of the day before, where the step is the first of another */
  take(step: BookedStep, close: number): string | null {
    const day = isoDay(close - 1);
    const summary = this.day === '' || day === this.day ? null : this.end();
    this.day = day;
    this.equity = step.booked.equity;
    this.positions = step.booked.positions;
    this.fills += step.booked.fills.length;
    this.refused += refusalsOf(step).length;
    return summary;
  }

  private end(): string {
    const { day, equity, equityBefore, fills, refused, faults } = this;
    const change = equityBefore === null ? '' : ` (${signedPercent(equity! / equityBefore - 1)})`;
    const held = Object.entries(this.positions).filter(([, quantity]) => quantity !== 0);
    const holds = held.map(([symbol, quantity]) => `${compact(quantity)} ${symbol}`).join(', ');
    this.equityBefore = equity;
    [this.fills, this.refused, this.faults] = [0, 0, 0];
    return `${day}: equity ${money(equity!)}${change}; fills ${fills}, held back ${refused}, faults ${faults}; holds ${holds === '' ? 'nothing' : holds}`;
  }
}
