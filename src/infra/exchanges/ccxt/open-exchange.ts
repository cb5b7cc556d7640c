import type Ccxt from 'ccxt';
import type { Exchange } from 'ccxt';
import { InputError } from '../../../core/errors.js';
import { optional } from '../../packages/optional.js';
import { field } from '../../../core/request-field.js';
import { closeMatches } from './close-matches.js';
import type { Transport } from './transport.js';

type ExchangeClass = new (config: Readonly<Record<string, unknown>>) => Exchange;

/** Kinds of market that a snapshot uses: dated futures, inverse contracts and options cost requests and are left out. */
const WANTED_TYPES = new Set(['spot', 'swap', 'linear', 'contract']);

/** Longer than any deadline of ours: the transport ends requests, not ccxt. */
const NEVER_MS = 600_000;

/** Imported here and only here, since that takes 0.8 s and 125 MB. @throws InputError where ccxt is not installed */
export const importCcxt = async (): Promise<typeof Ccxt> => (await optional('ccxt', () => import('ccxt'))).default;

/**
 * An exchange of ccxt that asks through `transport`.
 * `paceMs`: shortest time between two cheap requests; ccxt's own figure for the exchange when absent. `streams`: with its
 * websockets, where ccxt has them.
 * @throws InputError where ccxt is not installed, or has no exchange of that name
 */
export async function openExchange(
  id: string,
  transport: Transport,
  { paceMs, streams = false }: { readonly paceMs?: number | undefined; readonly streams?: boolean } = {},
): Promise<Exchange> {
  const ccxt = await importCcxt();
  if (!ccxt.exchanges.includes(id)) throw unknownExchange(id, ccxt.exchanges);
  const classes = ccxt as unknown as Readonly<Record<string, ExchangeClass>>;
  const streaming = ccxt.pro as unknown as Readonly<Record<string, ExchangeClass>>;
  const Class = (streams ? streaming[id] : undefined) ?? classes[id]!;
  const pace = paceMs === undefined ? {} : { rateLimit: paceMs };
  const exchange = new Class({ timeout: NEVER_MS, enableRateLimit: true, ...pace });
  exchange.fetchImplementation = transport.fetch;
  // Coins and their networks are of no use here, and many exchanges tell them only with a key.
  exchange.has.fetchCurrencies = false;
  const options = exchange.options as { fetchMarkets?: { types?: unknown } };
  const types = options.fetchMarkets?.types;
  if (Array.isArray(types)) {
    options.fetchMarkets = { ...options.fetchMarkets, types: types.filter((type) => WANTED_TYPES.has(String(type))) };
  }
  return exchange;
}

function unknownExchange(id: string, known: readonly string[]): InputError {
  const similar = closeMatches(id, known);
  const hint =
    similar.length > 0 ? `did you mean ${similar.join(', ')}?` : 'see docs.ccxt.com for the names, e.g. okx.';
  return new InputError('exchange.unknown', `exchange "${id.slice(0, 40)}" is not known to ccxt: ${hint}`, {
    where: 'exchange',
    expected: 'an exchange id of ccxt',
    remedy: `set ${field('exchange')} to one of its ids`,
  });
}
