import { canonicalJson } from '../../../core/canonical-json.js';
import type { RegimeOutcome } from '../../../engine/regime-series/index.js';
import type { RecordOf } from '../../../live/session/records.js';
import type { SessionParts } from '../../../live/session/trading-session.js';
import { openRunModel } from '../../backtest/ask-opinions.js';
import type { OpenRunModel } from '../../backtest/open-run-model.js';
import type { PreparedRun } from '../../backtest/prepare-run.js';

/** An answer, and what the model was shown for it. */
interface Asked {
  readonly outcome: Promise<RegimeOutcome>;
  readonly seen: RecordOf<'seen'>[];
}

/** Answers that are kept for those who ask the same a little later. */
const KEPT = 64;

/** Models and questions of several sessions on the same bars: each model is opened once, and what is equal is asked once. */
export class SharedQuestions {
  private readonly models = new Map<string, Promise<OpenRunModel>>();
  private readonly asked = new Map<string, Asked>();

  /** The model of a run; null where its strategy asks none. @throws what opening it throws, for each that has it */
  async model(prepared: PreparedRun): Promise<OpenRunModel | null> {
    if (prepared.strategy.decisionBars === null) return null;
    const key = keyOf(prepared);
    let opening = this.models.get(key);
    if (opening === undefined) {
      opening = openRunModel(prepared);
      this.models.set(key, opening);
    }
    return opening;
  }

  /** The same question, asked once for all who have it. @throws what asking throws, for each of them */
  once(prepared: PreparedRun, ask: SessionParts['ask']): SessionParts['ask'] {
    if (ask === null) return null;
    const whose = keyOf(prepared);
    return async (decidedAt, signal, onSeen, onObserved) => {
      const key = `${decidedAt} ${whose}`;
      const known = this.asked.get(key);
      if (known !== undefined) {
        const outcome = await known.outcome;
        for (const each of known.seen) onSeen(each);
        return outcome;
      }
      const seen: RecordOf<'seen'>[] = [];
      const onSee = (each: RecordOf<'seen'>): void => {
        seen.push(each);
        onSeen(each);
      };
      const outcome = ask(decidedAt, signal, onSee, onObserved);
      this.asked.set(key, { outcome, seen });
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
