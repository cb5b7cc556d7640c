import { stat } from 'node:fs/promises';
import { withLedger } from '../../app/ledger/open.js';
import { findCall, shownCall } from '../../app/ledger/show-call.js';
import { callPage } from '../../app/outcomes/call-pages.js';
import { CycleOutcomes } from '../../app/outcomes/cycle-outcomes.js';
import { CallLooker } from '../../app/outcomes/look-at-call.js';
import { OutcomeBook } from '../../app/outcomes/outcome-book.js';
import { knownPrompts } from '../../app/prompts/known-prompts.js';
import { ledgerPath } from '../../app/runtime/user-data.js';
import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import type { DashboardParts, Handlers } from './handlers.js';

/** Decisions: kept cycles and recorded calls, with what came of them. */
export function decisionReads({
  runtime,
  keptCycles,
}: DashboardParts): Handlers<'cycles' | 'cycle' | 'calls' | 'call'> {
  const path = ledgerPath(runtime.config.userDataDir);
  const outcomes = new OutcomeBook(runtime);
  const cycles = new CycleOutcomes(runtime, keptCycles, outcomes);
  const looker = async (): Promise<CallLooker> => new CallLooker(await knownPrompts(runtime), outcomes);
  return {
    cycles: ({ query }) => cycles.list(query),
    cycle: ({ params }) => cycles.get(params.id!),
    calls: async ({ query: { limit, before, model, q, failed, purpose, prompt, outcome } }) => {
      if (!(await isThere(path))) return { calls: [], next: null, looked_through: 0 };
      const filter = given({
        ...{ limit, model, purpose, prompt, outcome },
        text: q?.toLowerCase(),
        before: before === undefined ? undefined : cursorOf(before),
        finish: failed === undefined ? undefined : ('failed' as const),
      });
      const look = await looker();
      return withLedger(runtime, (ledger) => callPage(ledger, look, filter));
    },
    call: async ({ params }) => {
      if (!(await isThere(path))) {
        throw new InputError('ledger.none', 'No model call has been recorded yet.', { where: 'id' });
      }
      const look = await looker();
      return withLedger(runtime, async (ledger) => {
        const entry = await findCall(ledger, params.id!);
        return { ...shownCall(entry), ...(await look.look(entry)) };
      });
    },
  };
}

const isThere = (path: string): Promise<boolean> => stat(path).then(() => true, () => false); // prettier-ignore

/** `time.key` of the last call seen. */
function cursorOf(before: string): { readonly created_at: number; readonly key: string } {
  const [, time, key] = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(before) ?? [];
  if (key !== undefined) return { created_at: Number(time), key };
  throw new InputError('api.cursor', 'before has to be the time and the key of a call, as time.key.', { where: 'before' }); // prettier-ignore
}
