import type { Clock } from '../../src/core/ports/clock.js';
import type { ObservationSource } from '../../src/core/ports/observation-source.js';
import type { HttpClient } from '../../src/infra/http/types.js';
import { doubleName, doubleOf, DOUBLES, sourcesIn } from '../support/source-doubles.js';

export interface Upstream {
  readonly url: string;
  close(): Promise<void>;
}

export interface SourceUnderTest {
  readonly id: string;
  /** Starts the healthy server; `now` is its clock. */
  start(now: () => number): Promise<Upstream>;
  create(http: HttpClient, clock: Clock, url: string): ObservationSource[];
}

/** Seed of the Binance double, so that the suite can tell a right bar from a wrong one. */
export const TAPE_SEED = 1;

/** Every source of the product's list; the two markets of Binance are asked together, since one server is both. */
export const SOURCES: readonly SourceUnderTest[] = await Promise.all(
  DOUBLES.map(async (name): Promise<SourceUnderTest> => {
    const { start, env } = await doubleOf(name);
    return {
      id: name,
      start,
      create: (http, clock, url) =>
        sourcesIn(env(url), { http, clock })
          .filter(({ id }) => doubleName(id) === name)
          .map(({ create }) => create()),
    };
  }),
);
