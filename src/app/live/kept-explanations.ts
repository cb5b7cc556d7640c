import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Explanation } from '../../contract/explanation.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import type { Runtime } from '../runtime/runtime.js';
import { explainSession } from './explain.js';
import { findSession } from './session-rows.js';

/** Sessions whose explanation stays in memory. */
const KEPT = 10;

interface KeptExplanation {
  /** Of the journal that it is of. */
  readonly stamp: string;
  readonly explanation: Promise<Explanation>;
}

/**
 * Sessions against the backtest of their own bars. Playing one again takes as long as its bars are many, so that it is done once for each
 * state of its journal, whoever asks meanwhile, and one session at a time.
 */
export class KeptExplanations {
  private readonly kept = new Map<string, KeptExplanation>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly runtime: Runtime,
    private readonly cwd: string,
  ) {}

  /** @throws InputError as `explainSession` does */
  async of(session: string): Promise<Explanation> {
    const { runtime, cwd } = this;
    const { folder } = await findSession(runtime.config.userDataDir, session);
    const info = await stat(join(folder, JOURNAL_FILE)).catch(() => null);
    const stamp = info === null ? '' : `${info.size} ${info.mtimeMs}`;
    const known = this.kept.get(session);
    if (known?.stamp === stamp) return known.explanation;
    // Nobody's leaving ends it: others may be waiting for the same.
    const { signal } = new AbortController();
    const explanation = this.turn.then(() => explainSession({ session, data: [], cwd, signal }, runtime));
    this.turn = explanation.catch(() => undefined);
    this.kept.delete(session);
    this.kept.set(session, { stamp, explanation });
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    try {
      return await explanation;
    } catch (error) {
      this.kept.delete(session);
      throw error;
    }
  }
}
