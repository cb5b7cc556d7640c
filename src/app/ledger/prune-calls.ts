import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { LedgerEntry, LedgerStore } from '../../core/ports/ledger-store.js';
import { DAY } from '../../core/time.js';

/** Which calls may go; all that is given must hold of a call. */
export interface PruneRequest {
  /** Recorded before, UTC ms. */
  readonly before?: number;
  /** `provider/model`. */
  readonly model?: string;
  /** Only those that a replay no longer needs: a later answer to the same question is there. */
  readonly superseded?: boolean;
  /** Calls that something else still needs, such as a registered forward test: they stay whatever is asked. */
  readonly isNeeded?: (entry: LedgerEntry) => boolean;
  /** Now, UTC ms. */
  readonly now: number;
}

/** What would go, or went. */
export interface CallPrunePlan {
  readonly keys: readonly string[];
  readonly byModel: readonly { readonly model: string; readonly calls: number; readonly cost_usd: number }[];
  /** What asking these questions again would cost, USD, as far as it is known. */
  readonly cost_usd: number;
  /** Paid calls of this UTC day that stay, since the budget of the day is counted by them. */
  readonly kept_for_budget: number;
  readonly kept_as_needed: number;
  /** How many calls there are in all. */
  readonly total: number;
}

/**
 * Finds what may go; deletes nothing.
 * @throws InputError where nothing was said about which
 */
export async function planCallPrune(ledger: LedgerStore, request: PruneRequest): Promise<CallPrunePlan> {
  const { before, model, superseded, isNeeded, now } = request;
  if (before === undefined && model === undefined && superseded !== true) {
    throw new InputError(
      'ledger.prune',
      `Say which calls may go: ${field('before', 'TIME')}, ${field('model', 'MODEL')}, ${field('keepLatest')}, or several of them, which then must all hold.`,
      { where: 'before' },
    );
  }
  const today = now - (now % DAY);
  const keys: string[] = [];
  const models = new Map<string, { calls: number; cost_usd: number }>();
  /** Questions whose outcome, and whose answer, a replay or a rerun would take have been seen: newest come first. */
  const outcomes = new Set<string>();
  const answers = new Set<string>();
  let [keptForBudget, keptAsNeeded, total] = [0, 0, 0];
  for await (const entry of ledger.entries({}, 'newest')) {
    total += 1;
    const isAnswer = entry.failure === null;
    const isLatest = !outcomes.has(entry.question) || (isAnswer && !answers.has(entry.question));
    outcomes.add(entry.question);
    if (isAnswer) answers.add(entry.question);

    const name = `${entry.provider}/${entry.model}`;
    const isMeant =
      (before === undefined || entry.created_at < before) &&
      (model === undefined || name === model) &&
      (superseded !== true || !isLatest);
    if (!isMeant) continue;
    if (isNeeded?.(entry) === true) keptAsNeeded += 1;
    else if (entry.created_at >= today && (entry.cost_usd ?? 0) > 0) keptForBudget += 1;
    else {
      keys.push(entry.key);
      const sum = models.get(name) ?? { calls: 0, cost_usd: 0 };
      models.set(name, { calls: sum.calls + 1, cost_usd: sum.cost_usd + (entry.cost_usd ?? 0) });
    }
  }
  const byModel = [...models].map(([name, sum]) => ({ model: name, ...sum })).sort((a, b) => b.calls - a.calls);
  return {
    keys,
    byModel,
    cost_usd: byModel.reduce((sum, { cost_usd }) => sum + cost_usd, 0),
    kept_for_budget: keptForBudget,
    kept_as_needed: keptAsNeeded,
    total,
  };
}
