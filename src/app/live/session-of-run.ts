import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { SessionOfRun } from '../../contract/dashboard-sessions.js';
import { parseRunConfiguration, type RunConfiguration } from '../../contract/run-configuration.js';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import { specOfRun } from '../backtest/spec-of-run.js';

type LeftOut = SessionOfRun['left_out'][number];

/** A run as far as a session needs it. */
export interface RunForSession {
  readonly configuration: RunConfiguration;
  readonly symbols: readonly string[];
  readonly interval: string;
}

/** @throws InputError where its record is not what a run writes */
export function runForSession(id: string, result: BacktestResultDocument): RunForSession {
  const { configuration, symbols, interval_ms } = result;
  return {
    configuration: parseRunConfiguration(configuration, `run ${id}`),
    symbols,
    interval: intervalName(interval_ms),
  };
}

/** On live prices of these symbols, or on the bars of the run. */
export type SessionPrices = { readonly symbols: readonly string[]; readonly interval: string } | null;

/**
 * The specification of a session that trades as a run did: strategy and parameters, every field of execution, risk limits, model, prompt
 * and settings, recalibration and earned rule. What a session cannot take is named, never dropped in silence.
 */
export function sessionOfRun(
  { configuration }: Pick<RunForSession, 'configuration'>,
  prices: SessionPrices,
): { readonly spec: BacktestSpec; readonly leftOut: readonly LeftOut[] } {
  const spec = specOfRun(configuration);
  const { bootstrap, ...rest } = spec;
  const intervals: LeftOut[] = bootstrap === null ? [] : [{ field: 'bootstrap', reason: 'A session has no confidence intervals.' }]; // prettier-ignore
  if (prices === null) return { spec: { ...rest, bootstrap: null }, leftOut: intervals };
  const { reading, mark, observations, from, to, days, ...kept } = rest;
  const finer = new Set(spec.data).size > prices.symbols.length;
  const said = (field: string, value: unknown, reason: string): LeftOut[] =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [{ field, reason }];
  return {
    spec: {
      ...kept,
      data: prices.symbols.map((symbol) => `${symbol}:${prices.interval}`),
      funding: [],
      bootstrap: null,
    },
    leftOut: [
      ...intervals,
      ...said('data', spec.data, finer ? 'Bars come from the exchange as they close; finer bars or parts of a series have no place there.' : 'Bars come from the exchange as they close.'), // prettier-ignore
      ...said('reading', reading, 'It is about files, and none is read.'),
      ...said('funding', spec.funding, 'Recorded funding is of the past: what the exchange settles is taken.'),
      ...said('mark', mark, 'Recorded mark prices are of the past: the traded price stands in.'),
      ...said('observations', observations, 'The model is shown what comes of the bars: recorded observations are of the past.'), // prettier-ignore
      ...said('from', from ?? to ?? days, 'The range of the run is of the past: the session begins now.'),
    ],
  };
}

/** What a page shows before such a session is started. */
export function sessionPreview(run: string, stored: RunForSession, isLive: boolean): SessionOfRun {
  const { symbols, interval } = stored;
  const { spec, leftOut } = sessionOfRun(stored, isLive ? { symbols, interval } : null);
  const { execution, opinions, params, ...rest } = spec;
  const { settings, ...opinion } = opinions ?? { settings: {} };
  const lines: Readonly<Record<string, unknown>> = {
    ...rest,
    ...prefixed('params', params),
    ...prefixed('execution', execution),
    ...prefixed('opinions', opinion),
    ...settings,
  };
  return {
    run,
    symbols,
    interval,
    takes: Object.entries(lines).flatMap(([field, value]) =>
      value === null || value === undefined || (Array.isArray(value) && value.length === 0)
        ? []
        : [{ field, value: shownValue(value) }],
    ),
    left_out: leftOut,
  };
}

const shownValue = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : JSON.stringify(value);

const prefixed = (name: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [`${name}.${field}`, value]));
