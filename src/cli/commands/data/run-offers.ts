import { openBarStore } from '../../../app/runtime/user-data.js';
import { fetchableExchanges, offeredIntervals, offeredPairs } from '../../../app/data/exchange-offers.js';
import { listStored } from '../../../app/data/list-stored.js';
import { storedPairs } from '../../../app/data/stored-pairs.js';
import { InputError } from '../../../core/errors.js';
import {
  renderExchanges,
  renderIntervals,
  renderOfferedPairs,
  renderStoredPairs,
} from '../../../report/terminal/data-offers.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { settingsOf } from '../../options/option-table.js';
import {
  INTERVALS_OPTIONS,
  PAIRS_OPTIONS,
  type ExchangesGiven,
  type IntervalsGiven,
  type PairsGiven,
} from './options.js';

export async function runDataPairs(session: Session, options: PairsGiven): Promise<void> {
  const runtime = runtimeFor(session, settingsOf(PAIRS_OPTIONS, options), options.config);
  const { market, json = false } = options;
  const quote = options.quote?.toUpperCase();
  if (options.exchange === undefined) {
    if (market !== undefined) {
      throw new InputError('input.market', '--market is about an exchange: give --exchange as well, or leave it out.', {
        where: 'market',
      });
    }
    const stored = storedPairs(await listStored(openBarStore(runtime.config)));
    const pairs = stored.filter(({ symbol }) => quote === undefined || symbol.endsWith(quote));
    if (json) session.printJson({ pairs });
    else session.print(renderStoredPairs(pairs, session.style));
    return;
  }
  const { exchange } = runtime.config;
  const all = await withProgress(session, session.say('asking {exchange}', { exchange }), () =>
    offeredPairs(runtime, market ?? null, session.io.signal),
  );
  const pairs = all.filter((each) => quote === undefined || each.quote === quote);
  if (json) session.printJson({ exchange, pairs });
  else session.print(renderOfferedPairs(exchange, pairs, session.style));
}

export async function runDataExchanges(session: Session, { all, json }: ExchangesGiven): Promise<void> {
  const listed = await withProgress(session, session.say('looking'), () => fetchableExchanges(session.io.signal));
  const exchanges = listed.filter(({ fetchable }) => all === true || fetchable);
  const hidden = listed.length - exchanges.length;
  if (json === true) session.printJson({ exchanges });
  else session.print(renderExchanges(exchanges, hidden, session.style));
}

export async function runDataIntervals(session: Session, options: IntervalsGiven): Promise<void> {
  const runtime = runtimeFor(session, settingsOf(INTERVALS_OPTIONS, options), options.config);
  const offered = await offeredIntervals(runtime, session.io.signal);
  if (options.json === true) session.printJson(offered);
  else session.print(renderIntervals(offered, session.style));
}
