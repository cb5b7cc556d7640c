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
import { flagsOf } from '../../setting-options.js';

interface OfferOptions {
  readonly exchange?: string;
  readonly json?: boolean;
  readonly config?: string;
}

interface PairsOptions extends OfferOptions {
  readonly market?: 'spot' | 'um';
  readonly quote?: string;
}

export async function runDataPairs(session: Session, options: PairsOptions): Promise<void> {
  const runtime = runtimeFor(session, flagsOf({ ...options }, ['exchange']), options.config);
  const { market, json = false } = options;
  const quote = options.quote?.toUpperCase();
  if (options.exchange === undefined) {
    if (market !== undefined) {
      throw new InputError('input.market', '--market is about an exchange: give --exchange as well, or leave it out.', {
        where: '--market',
      });
    }
    const stored = storedPairs(await listStored(openBarStore(runtime.config)));
    const pairs = stored.filter(({ symbol }) => quote === undefined || symbol.endsWith(quote));
    if (json) session.printJson({ pairs });
    else session.print(renderStoredPairs(pairs, session.style));
    return;
  }
  const { exchange } = runtime.config;
  const all = await withProgress(session, `asking ${exchange}`, () =>
    offeredPairs(runtime, market ?? null, session.io.signal),
  );
  const pairs = all.filter((each) => quote === undefined || each.quote === quote);
  if (json) session.printJson({ exchange, pairs });
  else session.print(renderOfferedPairs(exchange, pairs, session.style));
}

export async function runDataExchanges(
  session: Session,
  { all = false, json = false }: { readonly all?: boolean; readonly json?: boolean },
): Promise<void> {
  const listed = await withProgress(session, 'looking', () => fetchableExchanges(session.io.signal));
  const exchanges = listed.filter(({ fetchable }) => all || fetchable);
  const hidden = listed.length - exchanges.length;
  if (json) session.printJson({ exchanges });
  else session.print(renderExchanges(exchanges, hidden, session.style));
}

export async function runDataIntervals(session: Session, options: OfferOptions): Promise<void> {
  const runtime = runtimeFor(session, flagsOf({ ...options }, ['exchange']), options.config);
  const offered = await offeredIntervals(runtime, session.io.signal);
  if (options.json === true) session.printJson(offered);
  else session.print(renderIntervals(offered, session.style));
}
