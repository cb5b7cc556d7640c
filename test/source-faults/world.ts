import { Agent, type Dispatcher } from 'undici';
import { collectObservations } from '../../src/app/snapshots/collect.js';
import { buildMarketSnapshot } from '../../src/core/market-snapshot/index.js';
import type { MarketSnapshot } from '../../src/core/market-snapshot/schema.js';
import type { Clock } from '../../src/core/ports/clock.js';
import type { Collected, ObservationSource } from '../../src/core/ports/observation-source.js';
import { seededRandom, type Random } from '../../src/core/ports/random.js';
import { parseSymbol } from '../../src/core/symbol.js';
import { createHttpClient } from '../../src/infra/http/client.js';
import type { HttpClient, HttpRequest } from '../../src/infra/http/types.js';
import type { Logger } from '../../src/infra/log/types.js';
import type { FaultVariant, HealthyReply } from '../faults/fault.js';
import { startFaultServer, type FaultServer, type SeenRequest } from '../faults/fault-server.js';
import { startMisroutes, type Misroutes } from '../faults/misroute.js';
import { hashOf, randomByTime } from './random.js';
import type { SourceUnderTest, Upstream } from './sources.js';
import { VirtualClock } from './virtual-clock.js';

/** A Wednesday, 27 minutes into an hour: no bar closes while a case runs. */
export const START = Date.UTC(2025, 0, 15, 9, 27, 13);
const HOUR_MS = 3_600_000;
/** The deadline that all sources of a cycle share, ms. */
export const CYCLE_MS = 20_000;
/** What one call of the client may take by default, ms. */
export const CALL_MS = 15_000;

export const SYMBOL = parseSymbol('BTCUSDT');

/** Makes the client that is tested, or one with a planted bug. */
export type MakeClient = (parts: {
  readonly clock: Clock;
  readonly random: Random;
  readonly dispatcher: () => Dispatcher;
  readonly log: Logger;
}) => HttpClient;

export interface WorldSettings {
  readonly seed: number;
  readonly sources: readonly SourceUnderTest[];
  readonly makeClient?: MakeClient;
  /** Gives the client another source of jitter, to plant a bug in it. */
  readonly randomOf?: (seed: number, clock: Clock) => Random;
  /** Wraps each source, to plant a bug in it. */
  readonly wrapSource?: (source: ObservationSource, clock: Clock) => ObservationSource;
}

export interface Call {
  readonly path: string;
  readonly start: number;
  /** Infinity while it runs. */
  end: number;
}

export interface LogLine {
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Cycle {
  readonly source: SourceUnderTest;
  readonly start: number;
  readonly end: number;
  readonly collected: Collected;
  readonly snapshot: MarketSnapshot;
  /** Calls of the source to its client. */
  readonly calls: readonly Call[];
  /** What reached the source's server. */
  readonly requests: readonly SeenRequest[];
  readonly log: readonly LogLine[];
}

interface Place {
  readonly upstream: Upstream;
  readonly server: FaultServer;
  readonly made: readonly ObservationSource[];
  clockShiftMs: number;
}

/** Sources, their servers behind fault servers, one client, and one simulated clock. */
export class World {
  readonly clock: VirtualClock;
  readonly #places = new Map<string, Place>();
  // Connections are kept as long as a run lasts: real time must not decide which of them are still there.
  readonly #agent = new Agent({ keepAliveTimeout: HOUR_MS, keepAliveMaxTimeout: HOUR_MS });
  readonly #upstreamAgent = new Agent();
  readonly #calls: Call[] = [];
  readonly #log: LogLine[] = [];
  #misroutes: Misroutes | undefined;
  #misrouted: string | undefined;
  #underway = 0;
  #sleeping = 0;

  private constructor() {
    // Each call under way has one sleeper for its deadline; a second one means that it waits. The rest wait for a server
    // that keeps silent, or are at work.
    this.clock = new VirtualClock(START, () => {
      const waiting = this.#sleeping - this.#underway;
      const silent = [...this.#places.values()].reduce((sum, { server }) => sum + server.silent, 0);
      return this.#underway - waiting - silent <= 0;
    });
  }

  static async start(settings: WorldSettings): Promise<World> {
    const { seed, sources, makeClient, wrapSource } = settings;
    const world = new World();
    const random = (settings.randomOf ?? randomByTime)(seed, world.clock);
    const dispatcher = world.#dispatcher();
    const http = world.#counted(
      (makeClient ?? createHttpClient)({
        clock: world.#clientClock(),
        random,
        dispatcher: () => dispatcher,
        log: world.#logger(),
      }),
    );
    world.#misroutes = await startMisroutes();
    for (const source of sources) {
      const place = { clockShiftMs: 0 };
      const upstream = await source.start(() => world.clock.now() + (world.#places.get(source.id)?.clockShiftMs ?? 0));
      const server = await startFaultServer({
        healthy: (path, headers) => world.#ask(upstream.url + path, headers),
        clock: world.clock,
        randomFor: (path) => seededRandom(hashOf(`${seed} ${path} ${world.clock.now()}`)),
        onActivity: () => world.clock.touch(),
      });
      const made = source.create(http, world.clock, server.url).map((one) => wrapSource?.(one, world.clock) ?? one);
      world.#places.set(source.id, { ...place, upstream, server, made });
    }
    return world;
  }

  /** Null: the source is well again. */
  setFault(source: SourceUnderTest, variant: FaultVariant | null): void {
    const place = this.#place(source);
    place.clockShiftMs = variant?.clockShiftMs ?? 0;
    place.server.setFault(variant);
    this.#misrouted = variant?.misroute === undefined ? undefined : this.#misroutes?.origin(variant.misroute);
  }

  /** One cycle with this source alone: collect as the application does, then build the snapshot. */
  async cycle(source: SourceUnderTest): Promise<Cycle> {
    const { server, made } = this.#place(source);
    const before = { calls: this.#calls.length, requests: server.requests.length, log: this.#log.length };
    const start = this.clock.now();
    const options = { symbol: SYMBOL, deadlineMs: CYCLE_MS, clock: this.clock, log: this.#logger() };
    const collected = await collectObservations(made, options);
    const end = this.clock.now();
    const snapshot = buildMarketSnapshot(collected.observations, {
      asOf: end,
      baseAsset: SYMBOL.symbol,
      horizonHours: 24,
      failures: collected.failures,
    });
    return {
      source,
      start,
      end,
      collected,
      snapshot,
      calls: this.#calls.slice(before.calls),
      requests: server.requests.slice(before.requests),
      log: this.#log.slice(before.log),
    };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
    await this.#upstreamAgent.destroy();
    for (const { upstream, server } of this.#places.values()) {
      await server.close();
      await upstream.close();
    }
    await this.#misroutes?.close();
  }

  #place(source: SourceUnderTest): Place {
    return this.#places.get(source.id)!;
  }

  /** Leads connections astray while a fault says so. */
  #dispatcher(): Dispatcher {
    return this.#agent.compose(
      (dispatch) => (options, handler) =>
        dispatch(this.#misrouted === undefined ? options : { ...options, origin: this.#misrouted }, handler),
    );
  }

  #clientClock(): Clock {
    return {
      now: () => this.clock.now(),
      sleep: async (ms, signal) => {
        this.#sleeping += 1;
        try {
          await this.clock.sleep(ms, signal);
        } finally {
          this.#sleeping -= 1;
        }
      },
    };
  }

  #logger(): Logger {
    const add = (event: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      void this.#log.push({ event, fields });
    return { debug: add, info: add, warn: add, error: add };
  }

  #counted(http: HttpClient): HttpClient {
    const count = async <T>(
      url: string,
      query: NonNullable<HttpRequest['query']>,
      work: () => Promise<T>,
    ): Promise<T> => {
      const whole = new URL(url);
      for (const [name, value] of Object.entries(query))
        if (value !== undefined) whole.searchParams.append(name, String(value));
      const call: Call = { path: whole.pathname + whole.search, start: this.clock.now(), end: Infinity };
      this.#calls.push(call);
      this.#underway += 1;
      this.clock.touch();
      try {
        return await work();
      } finally {
        this.#underway -= 1;
        call.end = this.clock.now();
        this.clock.touch();
      }
    };
    return {
      get: (request) => count(request.url, request.query ?? {}, () => http.get(request)),
      getJson: (request, schema) => count(request.url, request.query ?? {}, () => http.getJson(request, schema)),
    };
  }

  async #ask(url: string, incoming: Readonly<Record<string, string | string[] | undefined>>): Promise<HealthyReply> {
    const key = incoming['x-api-key'];
    const { statusCode, headers, body } = await this.#upstreamAgent.request({
      origin: new URL(url).origin,
      path: url.slice(new URL(url).origin.length),
      method: 'GET',
      headers: typeof key === 'string' ? { 'x-api-key': key } : {},
    });
    const text = await body.text();
    this.clock.touch();
    const plain = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    return { status: statusCode, headers: Object.fromEntries(plain), body: text };
  }
}
