import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { TextModel } from '../../core/ports/text-model.js';

/** Counts the calls that pass through, and what they cost when they were made. */
export class CallMeter {
  #calls = 0;
  #costUsd: number | null = 0;

  get total(): { readonly calls: number; readonly costUsd: number | null } {
    return { calls: this.#calls, costUsd: this.#costUsd };
  }

  add(calls: number, costUsd: number | null): void {
    this.#calls += calls;
    this.#costUsd = this.#costUsd === null || costUsd === null ? null : this.#costUsd + costUsd;
  }

  /** The same model, with every answered question counted; what a failed one took is not known. */
  regime(model: RegimeModel): RegimeModel {
    return {
      id: model.id,
      kind: model.kind,
      assess: async (snapshot, options) => {
        const decision = await model.assess(snapshot, options);
        if (decision.usage !== null) this.add(decision.usage.calls, decision.usage.cost_usd);
        return decision;
      },
    };
  }

  text(model: TextModel): TextModel {
    return {
      id: model.id,
      generate: async (request, options) => {
        const response = await model.generate(request, options);
        this.add(1, response.costUsd);
        return response;
      },
    };
  }
}
