import { canonicalJson } from '../../../core/canonical-json.js';
import type { RegimeModel } from '../../../core/ports/regime-model.js';
import type { RegimeOutcome } from '../../../engine/regime-series/index.js';
import type { SessionParts } from '../../../live/session/trading-session.js';
import { openRunModel } from '../../backtest/ask-opinions.js';
import type { PreparedRun } from '../../backtest/prepare-run.js';

type OpenedModel = Awaited<ReturnType<typeof openRunModel>>;

/** Answers that are kept for those who ask the same a little later. */
const KEPT = 64;

/** Models and questions of several sessions on the same bars: each model is opened once, and what is equal is asked once. */
export class SharedQuestions {
  private readonly models = new Map<string, Promise<OpenedModel>>();
  private readonly asked = new Map<string, Promise<RegimeOutcome>>();

  /** The model of a run; null where its strategy asks none. @throws what opening it throws, for each that has it */
  async model(prepared: PreparedRun): Promise<RegimeModel | null> {
    if (prepared.strategy.decisionBars === null) return null;
    const key = keyOf(prepared);
    let opening = this.models.get(key);
    if (opening === undefined) {
      opening = openRunModel(prepared);
      this.models.set(key, opening);
    }
    return (await opening).model;
  }

  /** The same question, asked once for all who have it. @throws what asking throws, for each of them */
  once(prepared: PreparedRun, ask: SessionParts['ask']): SessionParts['ask'] {
    if (ask === null) return null;
    const whose = keyOf(prepared);
    return (decidedAt, signal) => {
      const key = `${decidedAt} ${whose}`;
      const known = this.asked.get(key);
      if (known !== undefined) return known;
      const outcome = ask(decidedAt, signal);
      this.asked.set(key, outcome);
      if (this.asked.size > KEPT * this.models.size) this.asked.delete(this.asked.keys().next().value!);
      return outcome;
    };
  }

  async close(): Promise<void> {
    for (const opening of this.models.values()) {
      const opened = await opening.catch(() => null);
      await opened?.close();
    }
  }
}

/** What a question depends on beside its moment and the bars. */
const keyOf = ({ spec, strategy }: PreparedRun): string =>
  canonicalJson({ opinions: spec.opinions, horizon: strategy.decisionBars, observations: spec.observations });
