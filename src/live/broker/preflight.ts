import { InputError, RefusedError } from '../../core/errors.js';
import type { Broker, SymbolFacts } from '../../core/ports/broker.js';
import type { Clock } from '../../core/ports/clock.js';
import { field } from '../../core/request-field.js';
import { SECOND } from '../../core/time.js';
import type { OrderDesk } from './order-desk.js';

export interface PreflightSpec {
  readonly symbols: readonly string[];
  /** How each symbol is to be set; of no meaning on a spot market. */
  readonly wanted: SymbolFacts;
  /** Take over positions that are there, and take back orders that are. */
  readonly adopt: boolean;
  /** False where the exchange's time is another's: in a rehearsal. */
  readonly checksClock: boolean;
  /** Quote units that the session may use: so much has to be there when it begins. */
  readonly capital: number;
  /** Moment before the first bars of the session, UTC ms: what is taken over counts as held since then. */
  readonly adoptedAt: number;
}

/** Binance refuses what is more than 1 s ahead of its clock. */
const MAX_DRIFT_MS = SECOND;

/**
 * Everything that can be known before the first order is: clock, rights, how the account is set, and whose is what it holds. It
 * comes after the desk has asked about its own orders.
 * @throws InputError, RefusedError, UnavailableError with the remedy; nothing has been traded then
 */
export async function preflight(broker: Broker, desk: OrderDesk, clock: Clock, spec: PreflightSpec): Promise<void> {
  if (spec.checksClock) await assertClock(broker, clock);
  await assertRights(broker);
  const isNew = desk.own.baselines.size === 0;
  for (const symbol of spec.symbols) {
    await broker.rules(symbol);
    await setUp(broker, symbol, spec.wanted);
    if (isNew) await assertCapital(broker, symbol, spec);
    await takeOver(broker, desk, symbol, spec);
  }
  // What was there is told by nothing any more once something was traded.
  if (desk.own.all().length > 0) return;
  for (const symbol of spec.symbols) {
    const { quote: asset } = await broker.rules(symbol);
    if (!desk.own.cashBaselines.has(asset)) desk.write('cash_baseline', { asset, amount: await broker.cash(symbol) });
  }
}

async function assertCapital(broker: Broker, symbol: string, { capital, adopt }: PreflightSpec): Promise<void> {
  const cash = await broker.cash(symbol);
  // What is claimed on a spot market is a part of the capital.
  const claimed =
    adopt && broker.market === 'spot' ? (await broker.position(symbol)) * (await broker.price(symbol)) : 0;
  if (cash + claimed >= capital) return;
  const { quote } = await broker.rules(symbol);
  throw new InputError(
    'live.capital',
    `The account holds ${cash} ${quote}, and the session is to begin with ${capital}.`,
    { where: 'initialEquity', remedy: `give less by ${field('initialEquity')}, or put more on the account` },
  );
}

async function assertClock(broker: Broker, clock: Clock): Promise<void> {
  const before = clock.now();
  const there = await broker.serverTime();
  const after = clock.now();
  // It was told some time in between.
  const drift = there < before ? before - there : there > after ? there - after : 0;
  if (drift <= MAX_DRIFT_MS) return;
  const way = there < before ? 'ahead of' : 'behind';
  throw new InputError(
    'live.clock',
    `The clock of this machine is ${(drift / SECOND).toFixed(1)} s ${way} the exchange's: at most ${MAX_DRIFT_MS / SECOND} s is taken.`,
    { where: 'clock', remedy: 'let the machine set its clock by NTP (e.g. timedatectl set-ntp true) and start again' },
  );
}

async function assertRights(broker: Broker): Promise<void> {
  const { canTrade, canWithdraw, hedged } = await broker.facts();
  if (canWithdraw) {
    throw new RefusedError('live.key-may-withdraw', 'The key may withdraw money: such a key is not used here.', {
      where: 'key',
      remedy: 'make a key without the right to withdraw, limited to the addresses of this machine',
    });
  }
  if (!canTrade) {
    throw new InputError('live.key-may-not-trade', 'The key may not trade.', {
      where: 'key',
      remedy: broker.market === 'spot' ? 'allow it spot trading' : 'allow it futures',
    });
  }
  if (hedged === true) {
    throw new InputError(
      'live.position-mode',
      'The account holds long and short apart (hedge mode): its orders would be refused (-4061).',
      {
        where: 'position mode',
        remedy: 'set the position mode of the account to one-way, which takes no position and no order open',
      },
    );
  }
}

async function setUp(broker: Broker, symbol: string, wanted: SymbolFacts): Promise<void> {
  const isSet = (facts: SymbolFacts | null): boolean =>
    facts === null || (facts.leverage === wanted.leverage && facts.isolated === wanted.isolated);
  if (isSet(await broker.symbolFacts(symbol))) return;
  await broker.setUp(symbol, wanted);
  const facts = await broker.symbolFacts(symbol);
  if (isSet(facts)) return;
  throw new InputError(
    'live.leverage',
    `${symbol} is set to leverage ${facts!.leverage} with ${facts!.isolated ? 'isolated' : 'cross'} margin, and cannot be changed to ${wanted.leverage}, ${wanted.isolated ? 'isolated' : 'cross'}.`,
    { where: 'leverage', remedy: 'close what is open in it, or give the leverage that it has' },
  );
}

/** What is there and is not the session's: refused, or claimed. A session that is there already has decided this when it began. */
async function takeOver(
  broker: Broker,
  desk: OrderDesk,
  symbol: string,
  { adopt, adoptedAt }: PreflightSpec,
): Promise<void> {
  const { own } = desk;
  const foreign = (await broker.openOrders(symbol)).filter(({ client_id }) => own.get(client_id) === undefined);
  if (foreign.length > 0 && !adopt) {
    throw new RefusedError(
      'live.foreign-orders',
      `${foreign.length} orders of ${symbol} are open that this session did not give: ${foreign.map(({ client_id }) => client_id).join(', ')}.`,
      { where: symbol, remedy: `take them back, or let the session do it by ${field('adopt')}` },
    );
  }
  for (const { client_id, conditional } of foreign)
    await broker.cancel({ client_id, symbol, kind: conditional ? 'stop' : 'market' });
  if (own.baselines.has(symbol)) return;
  const quantity = await broker.position(symbol);
  const isHeld = quantity !== 0;
  if (isHeld && broker.market === 'usdm' && !adopt) {
    throw new RefusedError(
      'live.foreign-position',
      `A position of ${quantity} ${symbol} is open that is not this session's.`,
      { where: symbol, remedy: `close it, or let the session take it over by ${field('adopt')}` },
    );
  }
  // What is owned on a spot market may have any reason: it is left alone unless it is claimed.
  desk.write('baseline', { symbol, quantity: adopt ? 0 : quantity });
  if (!adopt || !isHeld) return;
  desk.bookFill({
    client_id: null,
    reason: 'adopted',
    id: 'adopted',
    symbol,
    side: quantity > 0 ? 'buy' : 'sell',
    time: adoptedAt,
    quantity: Math.abs(quantity),
    price: await broker.price(symbol),
    fee: 0,
    fee_asset: (await broker.rules(symbol)).quote,
    fee_base: 0,
    fee_quote: 0,
  });
}
