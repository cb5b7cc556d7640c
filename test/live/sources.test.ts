import { describe, it } from 'vitest';
import { createSources } from '../../src/app/snapshots/sources.js';
import type { ObservationSource } from '../../src/core/ports/observation-source.js';
import { parseSymbol } from '../../src/core/symbol.js';
import { fail, liveRuntime } from './runtime.js';

/** ccxt's list of markets alone takes seconds. */
const DEADLINE_MS = 45_000;
/** What a missing key, another asset or a quiet day explains is not a failure of an endpoint; nor is a plan that is late by design. */
const EXPECTED = /^source\.(disabled|not-applicable|delayed|nothing)$/;

const { config, clock } = liveRuntime();

/** Asks a source once. @returns why it does not deliver, a line for each reason; nothing where it delivers or lacks a key */
async function problems(source: ObservationSource): Promise<string[]> {
  const { observations, failures } = await source.collect({
    symbol: parseSymbol(config.baseAsset),
    asOf: clock.now(),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const unexpected = failures.filter(({ code }) => !EXPECTED.test(code));
  const reasons = unexpected.map(({ series, reason }) => `${series.join(', ')}: ${reason}`);
  if (observations.length === 0 && failures.length === 0)
    reasons.push(`${source.id} delivers nothing and does not say why`);
  return [...new Set(reasons)];
}

async function check(source: ObservationSource): Promise<void> {
  const found = await problems(source);
  if (found.length > 0) fail(found.join('\n'));
}

describe(`the real sources, asked once about ${config.baseAsset}`, () => {
  it.each(createSources(liveRuntime('binance')).map((source) => [source.id, source] as const))(
    '%s delivers, or lacks a key',
    (_id, source) => check(source),
  );

  const other = config.exchange === 'binance' ? 'okx' : config.exchange;
  it(`${other} delivers the market part through ccxt`, () => check(createSources(liveRuntime(other))[0]!));
});
