import type { MarketSnapshot } from '../../src/core/market-snapshot/schema.js';
import { isBarValue } from '../../src/core/observation.js';
import { syntheticTape } from '../servers/binance/tape.js';
import type { Fault, FaultVariant } from '../faults/fault.js';
import { hashOf } from './random.js';
import { TAPE_SEED } from './sources.js';
import { CALL_MS, CYCLE_MS, type Cycle } from './world.js';

const HOUR = 3_600_000;
/** How far past its deadline a call may end, ms. */
const GRACE_MS = 1_000;
/** Most tries of one call. */
const TRIES = 3;
/** What no client should ask for twice. */
const FINAL = new Set(['301 loop', '304', '400', '401', '403', '404', '418', '451']);
/** The price the Binance double trades BTCUSDT at. */
const TAPE = syntheticTape(TAPE_SEED, 67_000);

export interface Occasion {
  readonly fault: Fault;
  readonly variant: FaultVariant;
  /** The same source without a fault, shortly before. */
  readonly healthy: Cycle;
}

/** Which invariants a cycle under a fault breaks; each sentence starts with the invariant's name. */
export const violationsOf = (cycle: Cycle, occasion: Occasion): string[] => [
  ...deadlines(cycle),
  ...values(cycle, occasion),
  ...tries(cycle, occasion),
  ...reports(cycle, occasion),
];

/** F1: no call and no cycle outlasts its deadline. */
function deadlines({ calls, start, end }: Cycle): string[] {
  const late = calls.filter((call) => Math.min(call.end, end) - call.start > CALL_MS + GRACE_MS);
  return [
    ...late.map((call) => `F1: the call of ${call.path} took ${call.end - call.start} ms`),
    ...(end - start > CYCLE_MS + GRACE_MS ? [`F1: the cycle took ${end - start} ms`] : []),
  ];
}

/** F2: nothing stale, future, non-finite or wrong becomes a price. */
function values({ collected, snapshot, end }: Cycle, { variant }: Occasion): string[] {
  const out = prices(snapshot, end, variant);
  for (const { series, value, observed_at, available_at } of collected.observations) {
    const what = `${series} of ${new Date(observed_at).toISOString()}`;
    if (observed_at > end || (isBarValue(value) && available_at > end)) out.push(`F2: ${what} is from the future`);
    if (typeof value === 'number' && !Number.isFinite(value)) out.push(`F2: ${what} is ${value}`);
    if (!isBarValue(value)) continue;
    const truth = TAPE.barAt(observed_at, HOUR, observed_at + HOUR);
    if (observed_at + HOUR > end) out.push(`F2: ${what} is not closed`);
    for (const price of ['open', 'high', 'low', 'close', 'volume'] as const) {
      if (truth === null || !(Math.abs(value[price] / truth[price] - 1) < 1e-5))
        out.push(`F2: ${what} has the ${price} ${value[price]}`);
    }
  }
  return out.slice(0, 5);
}

function prices(snapshot: MarketSnapshot, end: number, variant: FaultVariant): string[] {
  const out: string[] = [];
  const spot = snapshot.market.spot_price;
  const truth = TAPE.priceAt(end);
  if (spot !== null && !(Math.abs(spot / truth - 1) < 0.05)) out.push(`F2: spot_price is ${spot}, not ${truth}`);
  // A feed that stands still for a day holds no price of today, though its numbers may look like one.
  if (spot !== null && (variant.clockShiftMs ?? 0) <= -3 * HOUR) out.push('F2: spot_price comes from a stale feed');
  for (const [field, value] of Object.entries({ ...snapshot.market, ...snapshot.onchain, ...snapshot.macro_context }))
    if (value !== null && !Number.isFinite(value)) out.push(`F2: ${field} is ${value}`);
  return out;
}

/** F4: at most three tries, none of what cannot change, none inside a ban, and the server's own waits kept. */
function tries({ calls, requests, log }: Cycle, { fault }: Occasion): string[] {
  const out: string[] = [];
  const most = FINAL.has(fault.id) ? 1 : TRIES;
  for (const path of new Set(calls.map((call) => call.path))) {
    const asked = calls.filter((call) => call.path === path).length;
    const sent = requests.filter((request) => request.path === path);
    if (sent.length > most * asked) out.push(`F4: ${sent.length} requests for ${asked} calls of ${path}`);
    const gaps = sent.slice(1).map((request, i) => request.at - sent[i]!.at);
    if (fault.id === '503' && asked === 1 && gaps.some((gap) => gap < 3_000))
      out.push(`F4: Retry-After ignored: ${gaps.join()}`);
  }
  if (fault.id === '301 loop' && requests.length > 4 * calls.length)
    out.push(`F4: followed ${requests.length} redirects`);
  const bans = log.filter(({ event }) => event === 'http.ban');
  const first = requests[0]?.at;
  if ((fault.id === '418' || fault.id === '429') && first !== undefined) {
    const banMs = Math.min(...bans.map(({ fields }) => Number(fields.ms)), 7_000);
    const inside = requests.filter(({ at }) => at > first && at < first + banMs);
    if (inside.length > 0) out.push(`F4: ${inside.length} requests inside a ban`);
  }
  return out;
}

/** F5: each loss is one log event and one line of data_quality, and nothing is lost without one. */
function reports({ collected, snapshot, log }: Cycle, { healthy }: Occasion): string[] {
  const out: string[] = [];
  const lines = log.filter(({ event }) => event === 'source.failed');
  const { failures } = collected;
  if (lines.length !== failures.length) out.push(`F5: ${lines.length} log events for ${failures.length} losses`);
  if (snapshot.data_quality.failures.length !== failures.length)
    out.push(`F5: ${snapshot.data_quality.failures.length} lines of data_quality for ${failures.length} losses`);
  const seen = failures.map(({ source, series, code, reason }) => `${source} ${code} ${series.join()} ${reason}`);
  if (new Set(seen).size !== seen.length) out.push(`F5: a loss reported twice: ${seen.join('; ')}`);
  const there = new Set(collected.observations.map(({ source, series }) => `${source} ${series}`));
  for (const { source, series } of healthy.collected.observations) {
    if (there.has(`${source} ${series}`)) continue;
    there.add(`${source} ${series}`);
    if (!failures.some((failure) => failure.source === source && failure.series.includes(series)))
      out.push(`F5: ${series} of ${source} is gone without a word`);
  }
  return out;
}

/** F6: after the fault the next cycle is as whole as the one before it. */
export function notRecovered(cycle: Cycle, healthy: Cycle): string[] {
  const kinds = ({ collected }: Cycle): string =>
    [...new Set(collected.observations.map(({ source, series }) => `${source} ${series}`))].sort().join();
  const failures = cycle.collected.failures.map(({ code, reason }) => `${code}: ${reason}`);
  return [
    ...(kinds(cycle) === kinds(healthy) ? [] : [`F6: after the fault only ${kinds(cycle)}`]),
    ...(failures.length > healthy.collected.failures.length ? [`F6: still failing: ${failures.join('; ')}`] : []),
  ];
}

/**
 * F7: what a run decided, on one line: the same for the same seed. All of it goes into the hash; the rest is there to see
 * where two runs part.
 */
export function digestOf({ collected, requests, start, end }: Cycle): string {
  const { observations, failures } = collected;
  const sent = requests.map(({ path, at }) => `${at - start} ${path}`).sort();
  const losses = failures.map(
    ({ source, series, code, reason }) => `${source} ${series.join('+')} ${code} (${reason})`,
  );
  const whole = JSON.stringify({ collected, start, end, sent }).replace(PORT, 'host');
  return [
    `${observations.length} observations`,
    `${end - start} ms`,
    `hash ${hashOf(whole)}`,
    `requests ${sent.join(', ')}`,
    ...losses,
  ]
    .join('; ')
    .replace(PORT, 'host');
}

/** The only thing that is not ours to choose. */
const PORT = /127\.0\.0\.1:\d+/g;
