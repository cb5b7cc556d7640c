import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { TextModel } from '../../core/ports/text-model.js';

/** Counts the calls of further questions, and what they cost when they were made; the same form of a decision counts once. */
export class CallMeter {
  #calls = 0;
  #costUsd: number | null = 0;
  readonly #seen = new Set<string>();

  get total(): { readonly calls: number; readonly costUsd: number | null } {
    return { calls: this.#calls, costUsd: this.#costUsd };
  }

  /** The same model, with what it is asked counted; what a failed question took is not known. */
  regime(model: RegimeModel): RegimeModel {
    return {
      id: model.id,
      kind: model.kind,
      assess: async (snapshot, options) => {
        const decision = await model.assess(snapshot, options);
        const variant = options?.variant ?? 'none';
        const form = `${variant} ${snapshot.timestamp_utc}`;
        // The plain form is one of the decisions, which are counted by themselves.
        if (decision.usage !== null && variant !== 'none' && !this.#seen.has(form)) {
          this.#seen.add(form);
          this.#add(decision.usage.calls, decision.usage.cost_usd);
        }
        return decision;
      },
    };
  }

  text(model: TextModel): TextModel {
    return {
      id: model.id,
      generate: async (request, options) => {
        const response = await model.generate(request, options);
        this.#add(1, response.costUsd);
        return response;
      },
    };
  }

  #add(calls: number, costUsd: number | null): void {
    this.#calls += calls;
    this.#costUsd = this.#costUsd === null || costUsd === null ? null : this.#costUsd + costUsd;
  }
}
