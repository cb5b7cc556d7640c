import type { CycleList, KeptCycleRow, StoredCycle } from '../../contract/dashboard-cycles.js';
import type { ToldOutcome } from '../../contract/decision-outcome.js';
import type { KeptCycleRows } from '../cycle/kept-cycles.js';
import { readKeptCycle, rowOfCycle, type KeptCyclePage } from '../cycle/kept-cycles.js';
import type { Runtime } from '../runtime/runtime.js';
import { unknownOutcome, type OutcomeBook } from './outcome-book.js';

/** Kept cycles, each with what came of it. */
export class CycleOutcomes {
  private readonly userDataDir: string;

  constructor(
    { config }: Pick<Runtime, 'config'>,
    private readonly kept: KeptCycleRows,
    private readonly outcomes: OutcomeBook,
  ) {
    this.userDataDir = config.userDataDir;
  }

  async list(page: KeptCyclePage): Promise<CycleList> {
    const { cycles, next } = await this.kept.list(page);
    const rows: CycleList['cycles'][number][] = [];
    for (const row of cycles) rows.push({ ...row, outcome: await this.outcomeOf(row) });
    return { cycles: rows, next };
  }

  /** @throws InputError where there is none */
  async get(id: string): Promise<StoredCycle> {
    const cycle = await readKeptCycle(this.userDataDir, id);
    return { ...cycle, outcome: await this.outcomeOf(rowOfCycle(cycle)) };
  }

  private async outcomeOf(row: KeptCycleRow): Promise<ToldOutcome> {
    const { base_asset: symbol, decided_at: decidedAt, horizon_hours: horizonHours, stated_prob_bull: probBull } = row;
    if (row.source === 'demo') return unknownOutcome('demo');
    return this.outcomes.outcomeOf({ symbol, decidedAt, horizonHours, probBull });
  }
}
