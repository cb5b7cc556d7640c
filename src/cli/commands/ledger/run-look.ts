import { listCalls } from '../../../app/ledger/list-calls.js';
import { withExistingLedger } from '../../../app/ledger/open.js';
import { showCall } from '../../../app/ledger/show-call.js';
import { renderCall, renderCalls, renderLedgerDays } from '../../../report/terminal/ledger.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { passedOn } from '../../options/option-table.js';
import type { OutputGiven } from '../../options/rows.js';
import type { LedgerListGiven, LedgerStatsGiven } from './options.js';

export async function runLedgerList(session: Session, options: LedgerListGiven): Promise<void> {
  const filter = passedOn(options, ['model', 'from', 'to', 'limit', 'finish', 'variant', 'text']);
  const runtime = runtimeFor(session, {}, options.config);
  const listed = await withExistingLedger(runtime, (ledger) => listCalls(ledger, filter));
  if (options.json === true) session.printJson(listed);
  else session.print(renderCalls(listed, session.style));
}

export async function runLedgerShow(session: Session, key: string, options: OutputGiven): Promise<void> {
  const runtime = runtimeFor(session, {}, options.config);
  const call = await withExistingLedger(runtime, (ledger) => showCall(ledger, key));
  if (options.json === true) session.printJson(call);
  else session.print(renderCall(call, session.style));
}

export async function runLedgerStats(session: Session, options: LedgerStatsGiven): Promise<void> {
  const filter = passedOn(options, ['model', 'from', 'to']);
  const runtime = runtimeFor(session, {}, options.config);
  const days = await withExistingLedger(runtime, (ledger) => ledger.days(filter));
  if (options.json === true) session.printJson({ days });
  else session.print(renderLedgerDays(days, session.style));
}
