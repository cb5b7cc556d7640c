import { listCalls } from '../../../app/ledger/list-calls.js';
import { withExistingLedger } from '../../../app/ledger/open.js';
import { showCall } from '../../../app/ledger/show-call.js';
import { InputError } from '../../../core/errors.js';
import type { LedgerFilter } from '../../../core/ports/ledger-store.js';
import { renderCall, renderCalls, renderLedgerDays } from '../../../report/terminal/ledger.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { filterOf, type CallFilterOptions } from './filter.js';

interface LookOptions extends CallFilterOptions {
  readonly json?: boolean;
  readonly config?: string;
}

interface ListOptions extends LookOptions {
  readonly finish?: NonNullable<LedgerFilter['finish']>;
  readonly variant?: string;
  readonly text?: string;
  readonly limit: string;
}

export async function runLedgerList(session: Session, options: ListOptions): Promise<void> {
  const { finish, variant, text } = options;
  const limit = Number(options.limit);
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new InputError('input.number', `--limit is "${options.limit}": it must be a whole number from 1 on.`, {
      where: '--limit',
    });
  }
  const filter = {
    ...filterOf(options),
    limit,
    ...(finish === undefined ? {} : { finish }),
    ...(variant === undefined ? {} : { variant }),
    ...(text === undefined ? {} : { text }),
  };
  const runtime = runtimeFor(session, {}, options.config);
  const listed = await withExistingLedger(runtime, (ledger) => listCalls(ledger, filter));
  if (options.json === true) session.printJson(listed);
  else session.print(renderCalls(listed, session.style));
}

export async function runLedgerShow(session: Session, key: string, options: LookOptions): Promise<void> {
  const runtime = runtimeFor(session, {}, options.config);
  const call = await withExistingLedger(runtime, (ledger) => showCall(ledger, key));
  if (options.json === true) session.printJson(call);
  else session.print(renderCall(call, session.style));
}

export async function runLedgerStats(session: Session, options: LookOptions): Promise<void> {
  const filter = filterOf(options);
  const runtime = runtimeFor(session, {}, options.config);
  const days = await withExistingLedger(runtime, (ledger) => ledger.days(filter));
  if (options.json === true) session.printJson({ days });
  else session.print(renderLedgerDays(days, session.style));
}
