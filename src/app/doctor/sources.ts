import type { Check } from '../../contract/doctor.js';
import { InputError, messageOf } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { field } from '../../core/request-field.js';
import { parseSymbol } from '../../core/symbol.js';
import { HttpError } from '../../infra/http/index.js';
import { probeClockSkew } from '../../infra/sources/binance/index.js';
import type { SourceProbe } from '../../infra/sources/shared/definition.js';
import { chosenSources } from '../observations/bound-sources.js';
import type { Runtime } from '../runtime/runtime.js';
import { createSources } from '../snapshots/sources.js';
import { plainDuration, failed, ok, warned } from './check.js';
import { clockCheck } from './clock.js';

/** One source may take this long, ms: all are asked at once. */
const DEADLINE_MS = 10_000;

function remedyOf(error: unknown, env: string): string {
  const own = error instanceof HttpError ? error.remedy : undefined;
  return own ?? `check the connection, and the address in ${env}`;
}

async function probeSource(
  probe: SourceProbe,
  { http, clock }: Runtime,
  signal: AbortSignal | undefined,
): Promise<Check> {
  const found = { group: 'sources', name: probe.name } as const;
  const start = clock.now();
  try {
    const { body } = await http.get({
      ...probe.request,
      source: probe.name,
      deadlineMs: DEADLINE_MS,
      tries: 1,
      ...given({ signal }),
    });
    if (probe.looksRight.test(body))
      return ok('sources', probe.name, `answers in ${plainDuration(clock.now() - start)}.`);
    const message = 'answers, but not in its format: something between here and there answers in its place.';
    return warned({ ...found, message }, `sign in to the network, or correct ${probe.env}`);
  } catch (error) {
    signal?.throwIfAborted();
    return warned({ ...found, message: messageOf(error) }, remedyOf(error, probe.env));
  }
}

/** The spot market of Binance, its keyless mirror behind it, and the exchange's clock. */
async function checkBinance(runtime: Runtime, signal: AbortSignal | undefined): Promise<Check[]> {
  const { config, http, clock } = runtime;
  const { baseUrl, mirrorBaseUrl } = config.sources.binance;
  const ask = (url: string) => probeClockSkew({ http, clock, baseUrl: url, signal });
  const found = { group: 'sources', name: 'Binance spot' } as const;
  try {
    const { skewMs, roundTripMs } = await ask(baseUrl);
    return [
      ok('sources', 'Binance spot', `answers in ${plainDuration(roundTripMs)}.`),
      clockCheck('Binance', skewMs, roundTripMs / 2),
    ];
  } catch (error) {
    signal?.throwIfAborted();
    const message = messageOf(error);
    if (mirrorBaseUrl !== baseUrl) {
      const mirror = await ask(mirrorBaseUrl).catch(() => null);
      if (mirror !== null) {
        return [
          warned(
            { ...found, message: `${message} Its mirror answers and is used.` },
            'none is needed, or set BINANCE_BASE_URL to the mirror',
          ),
          clockCheck('Binance', mirror.skewMs, mirror.roundTripMs / 2),
        ];
      }
    }
    const remedy = `${remedyOf(error, 'BINANCE_BASE_URL')}; ${field('exchange')} or EXCHANGE takes the market from another exchange`;
    return [failed({ ...found, message }, remedy, 'outside')];
  }
}

/** Another exchange through ccxt: what it delivers of the market is what counts. */
async function checkExchange(runtime: Runtime, signal: AbortSignal | undefined): Promise<Check[]> {
  const { config, clock } = runtime;
  const { exchange } = config;
  const found = { group: 'sources', name: exchange } as const;
  const start = clock.now();
  try {
    const [source] = createSources(runtime);
    const timeout = AbortSignal.timeout(2 * DEADLINE_MS);
    const { observations, failures } = await source!.collect({
      symbol: parseSymbol(config.baseAsset),
      asOf: start,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    if (observations.some(({ series }) => series === 'spot_price' || series === 'bar_1h')) {
      return [ok('sources', exchange, `answers in ${plainDuration(clock.now() - start)}.`)];
    }
    const message = failures[0]?.reason ?? `it gives no price of ${config.baseAsset}.`;
    return [failed({ ...found, message }, 'check the symbol, or choose another exchange with EXCHANGE', 'outside')];
  } catch (error) {
    signal?.throwIfAborted();
    return [
      failed({ ...found, message: messageOf(error) }, 'choose an exchange id that ccxt knows with EXCHANGE', 'user'),
    ];
  }
}

/** What each source is asked, or the check that says which address cannot be meant. */
function probesOf(runtime: Runtime): SourceProbe[] | Check {
  try {
    return chosenSources(runtime).flatMap(({ probes }) => probes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return failed({ group: 'sources', name: 'addresses', message: error.message }, 'correct SOURCE_ADDRESSES', 'user');
  }
}

/** Every source, one cheap request each, all at once. */
export async function checkSources(runtime: Runtime, signal: AbortSignal | undefined): Promise<Check[]> {
  const isBinance = runtime.config.exchange === 'binance';
  const probes = probesOf(runtime);
  if (!Array.isArray(probes)) return [probes];
  const [market, ...others] = await Promise.all([
    isBinance ? checkBinance(runtime, signal) : checkExchange(runtime, signal),
    ...probes.map((probe) => probeSource(probe, runtime, signal)),
  ]);
  return [...market, ...others];
}
