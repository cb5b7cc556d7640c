import { field } from '../../core/request-field.js';
import { InputError } from '../../core/errors.js';
import { isoMinute } from '../../core/time.js';
import { isSignedBy, serveReplay } from '../../infra/exchanges/replay-server/serve.js';
import { createReplayService, type ReplayService } from '../../live/replay-exchange/service.js';
import type { MarketName } from '../../live/replay-exchange/tape.js';
import type { MarketRequest } from '../inputs/market.js';
import type { Runtime } from '../runtime/runtime.js';
import { loadTape } from './load-tape.js';
import { readFaults } from './read-faults.js';

export interface ReplayRequest {
  readonly market: MarketRequest;
  readonly markets: readonly MarketName[];
  /** How many times faster than the wall clock; 0: time passes only when it is told to. */
  readonly speed: number;
  /** 0: any that is free. */
  readonly port: number;
  /** Where the replay begins, UTC ms; default: after a tenth of the bars, which are history then. */
  readonly start?: number;
  /** Quote units on each market. */
  readonly balance: number;
  /** Fractions of the value of a fill; default: Binance's for a regular user. */
  readonly makerFee?: number;
  readonly takerFee?: number;
  readonly slippageBps: number;
  /** Whether timestamps are compared with the replayed clock; default: only at speeds up to 1. */
  readonly checkTimestamps?: boolean;
  /** File of faults. */
  readonly fail?: string;
  readonly signal: AbortSignal;
}

export interface RunningReplay {
  readonly url: string;
  readonly port: number;
  readonly symbols: readonly string[];
  /** UTC ms. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  /** Null: the demo market. */
  readonly sources: readonly string[] | null;
  readonly warnings: readonly string[];
  /** Resolves when the request is aborted and the port is free again. */
  readonly ended: Promise<void>;
}

/** Whoever connects is told these: the exchange holds no money, and only this machine reaches it. */
export const REPLAY_SECRET = 'replay-secret';

/** Keys by what they may do, to rehearse what is to be refused. */
export const REPLAY_KEYS = {
  'replay-key': { canTrade: true, canWithdraw: false },
  'replay-read-only-key': { canTrade: false, canWithdraw: false },
  'replay-withdrawal-key': { canTrade: true, canWithdraw: true },
} as const;

/** Fees of a regular user, fractions (https://www.binance.com/en/fee). */
const FEES = { spot: { maker: 0.001, taker: 0.001 }, usdm: { maker: 0.0002, taker: 0.0005 } };

/** How often time passes while nobody asks, ms of the wall clock. */
const TICK_MS = 10;

/**
 * Loads the tape and serves it.
 * @throws InputError where an input or the port cannot be used
 */
export async function startReplay(request: ReplayRequest, runtime: Runtime): Promise<RunningReplay> {
  const { tape, warnings, sources } = await loadTape(request.market, runtime);
  const from = Math.min(...tape.map(({ bars }) => bars.openTime[0]!));
  const end = Math.max(...tape.map(({ bars }) => bars.closeTime(bars.length - 1)));
  const start = request.start ?? startAfter(tape[0]!.bars.openTime);
  if (!(start >= from && start < end)) {
    throw new InputError(
      'replay.start',
      `${field('start')} is ${isoMinute(start)} UTC, and the bars go from ${isoMinute(from)} to ${isoMinute(end)}: name a time between them.`,
      { where: 'start' },
    );
  }
  const service = createReplayService(tape, {
    markets: request.markets,
    start,
    faults: request.fail === undefined ? [] : await readFaults(request.fail, request.market.cwd),
    fees: {
      spot: { maker: request.makerFee ?? FEES.spot.maker, taker: request.takerFee ?? FEES.spot.taker },
      usdm: { maker: request.makerFee ?? FEES.usdm.maker, taker: request.takerFee ?? FEES.usdm.taker },
    },
    slippageBps: request.slippageBps,
    balances: balancesOf(tape, request.balance),
    keys: new Map(Object.entries(REPLAY_KEYS)),
    verify: (payload, signature) => isSignedBy(REPLAY_SECRET, payload, signature),
    checksTimestamps: request.checkTimestamps ?? request.speed <= 1,
  });
  const play = clockOf(service, request.speed, start, end, runtime);
  const server = await serveReplay(
    {
      answer: (each) => {
        play();
        return service.answer(each);
      },
      control: (each) => service.control(each),
      openStream: (path, query, peer) => service.openStream(path, query, peer),
    },
    request.port,
  );
  return {
    url: server.url,
    port: server.port,
    symbols: tape.map(({ symbol }) => symbol),
    from,
    start,
    end,
    sources,
    warnings,
    ended: run(play, request, runtime).finally(() => server.close()),
  };
}

const startAfter = (openTime: Float64Array): number => openTime[Math.floor(openTime.length / 10)]!;

function balancesOf(tape: readonly { readonly quote: string }[], balance: number) {
  const each = Object.fromEntries(tape.map(({ quote }) => [quote, balance]));
  return { spot: each, usdm: each };
}

/** Brings the replay to where the wall clock says; does nothing where time passes only when it is told to. */
function clockOf(service: ReplayService, speed: number, start: number, end: number, { clock }: Runtime): () => void {
  const began = clock.now();
  return () => {
    if (speed > 0) service.advance(Math.min(end, start + (clock.now() - began) * speed));
  };
}

async function run(play: () => void, { signal }: ReplayRequest, { clock }: Runtime): Promise<void> {
  while (!signal.aborted) {
    play();
    // Aborted sleep is how it ends.
    await clock.sleep(TICK_MS, signal).catch(() => undefined);
  }
}
