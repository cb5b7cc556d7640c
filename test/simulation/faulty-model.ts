import { UnavailableError } from '../../src/core/errors.js';
import type { Random } from '../../src/core/ports/random.js';
import type { RegimeModel } from '../../src/core/ports/regime-model.js';
import { tryParseRegimeAssessment } from '../../src/core/regime/parse-regime-assessment.js';
import { DAY, SECOND } from '../../src/core/time.js';
import { assessmentOf } from '../../src/engine/fixtures/opinions.js';
import { decideAt } from '../../src/engine/regime-series/decide.js';
import type { RegimeOutcome } from '../../src/engine/regime-series/index.js';
import { ObservationIndex } from '../../src/core/market-snapshot/index.js';
import { FAMILIES } from '../hostile-answers/corpus/index.js';
import { newsSnapshot } from '../support/llm-snapshot.js';
import type { VirtualClock } from './simulate.js';

const HOSTILE = FAMILIES.flatMap(({ cases }) => cases.map(({ text }) => text)).filter((text) => text.length < 100_000);
const SNAPSHOT = newsSnapshot([]);
const NOTHING = new ObservationIndex([]);

/** Asks a model that answers well, in every bad form, late, or not at all, by the code of the backtest. */
export function faultyAsk(
  clock: VirtualClock,
  random: Random,
): (decidedAt: number, signal: AbortSignal) => Promise<RegimeOutcome> {
  const text = (): string => {
    const hostile = HOSTILE[Math.floor(random.next() * HOSTILE.length)]!;
    const good = JSON.stringify(assessmentOf(Math.round(random.next() * 100) / 100));
    return random.next() < 0.4 ? hostile : good;
  };
  const model: RegimeModel = {
    id: 'test/model',
    kind: 'llm',
    assess: async (_snapshot, { signal } = {}) => {
      const latency = Math.round(SECOND + random.next() ** 4 * 900 * SECOND);
      await clock.sleep(latency, signal);
      if (random.next() < 0.1) throw new UnavailableError('llm.unreachable', 'The server gave no answer.');
      const parsed = tryParseRegimeAssessment(text());
      if (!parsed.ok) throw new UnavailableError('llm.answer', parsed.error.message, { cause: parsed.error });
      const usage = {
        calls: 1,
        latency_ms: latency,
        prompt_tokens: 100,
        completion_tokens: 10,
        cost_usd: 0,
        replayed: false,
      };
      return {
        assessment: parsed.assessment,
        model: { id: 'test/model', kind: 'llm', version: null },
        usage,
        warnings: [],
      };
    },
  };
  const request = {
    model,
    observations: NOTHING,
    times: [],
    baseAsset: 'BTC',
    horizonMs: DAY,
    onFailure: 'hold',
  } as const;
  return (decidedAt, signal) => decideAt({ ...request, snapshotAt: () => SNAPSHOT, clock, signal }, NOTHING, decidedAt);
}
