import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/ports/random.js';
import { createLlmClient } from '../../src/infra/llm/client.js';
import { NoRegimeError } from '../../src/infra/llm/errors.js';
import { createLlmRegimeModel } from '../../src/infra/llm/ladder/ladder.js';
import type { ProviderModel } from '../../src/infra/llm/types.js';
import { regimeDocument } from '../servers/answers.js';
import { realClock } from '../support/llm-clock.js';
import { decide, type Outcome } from './decisions.js';
import { FAULTS, type Fault } from './faults.js';
import { SHIMS, startShim, type ShimKind } from './model-servers.js';
import { acceptingLength } from './wrong-ladders.js';

const GOOD = JSON.stringify(regimeDocument({ prob_bull: 0.71, prob_bear: 0.29 }));
/** Of one try. Only the fault that hangs needs a short one; the first call of a process also loads the provider. */
const timeoutMs = (fault: Fault): number => (fault.answer.ending === 'hang' ? 400 : 10_000);

const client = (model: ProviderModel, timeout: number): ProviderModel =>
  createLlmClient({ model, clock: realClock, random: seededRandom(1), timeoutMs: timeout, retry: { tries: 1 } });

interface Trial {
  readonly outcome: Outcome;
  readonly calls: number;
  readonly tookMs: number;
  /** After the decision, the faulty server answers well. How long that took, ms. */
  readonly nextMs: number;
}

/** One decision of a faulty server alone, or with a good one to fall back on, and then one more request to the faulty one. */
async function trial(
  kind: ShimKind,
  fault: Fault,
  withFallback: boolean,
  wrap = (model: ProviderModel) => model,
): Promise<Trial> {
  let healed = false;
  const faulty = await startShim(kind, () => (healed ? GOOD : fault.answer), fault.model);
  const good = await startShim(kind, () => GOOD);
  try {
    const models = [
      wrap(client(faulty.model, timeoutMs(fault))),
      ...(withFallback ? [client(good.model, 10_000)] : []),
    ];
    const start = performance.now();
    const outcome = await decide(createLlmRegimeModel({ models, clock: realClock }));
    const tookMs = performance.now() - start;
    const calls = faulty.chats().length;
    healed = true;
    const again = performance.now();
    if (fault.model === undefined)
      await faulty.model.generate({ system: 's', user: 'u'.repeat(200), format: { type: 'json' }, temperature: 0 });
    return { outcome, calls, tookMs, nextMs: performance.now() - again };
  } finally {
    await Promise.all([faulty.close(), good.close()]);
  }
}

/** What is wrong with how a fault of a model that stands alone was taken. */
function violations({ outcome, calls, tookMs, nextMs }: Trial, fault: Fault, kind: ShimKind): string[] {
  const found: string[] = [];
  if (!(outcome instanceof NoRegimeError)) return ['L4: false accept'];
  const [attempt] = outcome.attempts;
  if (attempt?.code !== fault.codes[kind]) found.push(`L3: ${attempt?.code}: ${attempt?.reason}`);
  if (fault.says !== undefined && attempt?.reason.includes(fault.says) !== true)
    found.push(`L3: the reason is lost: ${attempt?.reason}`);
  if (/\p{Cc}/u.test(attempt?.reason ?? '')) found.push('L6: the reason holds control characters');
  // An answer that was refused is asked for once more; a server that fails is not.
  if (calls !== (fault.codes[kind] === 'llm.answer-refused' ? 2 : 1)) found.push(`L3: ${calls} calls`);
  if (tookMs > 5_000) found.push(`L7: it took ${tookMs} ms`);
  if (nextMs > 1_000) found.push(`L8: the slot was kept for ${nextMs} ms`);
  return found;
}

const ROWS = SHIMS.flatMap((kind) =>
  FAULTS.filter((fault) => fault.codes[kind] !== undefined).map((fault) => [kind, fault.name, fault] as const),
);

describe('hostile answers: faults of model servers', () => {
  it('are the 14 of the plan', () => {
    expect(FAULTS).toHaveLength(14);
    expect(ROWS).toHaveLength(26);
  });

  it.each(ROWS)('%s, %s: a typed refusal, and the slot is free again', async (kind, _name, fault) => {
    expect(violations(await trial(kind, fault, false), fault, kind)).toEqual([]);
  });

  it.each(ROWS)('%s, %s: the next model decides', async (kind, _name, fault) => {
    const { outcome } = await trial(kind, fault, true);
    if (outcome instanceof NoRegimeError) throw outcome;
    expect(outcome.assessment.prob_bull).toBe(0.71);
    expect(outcome.warnings.join('\n')).toContain('gave no regime');
  });
});

describe('hostile answers: planted bug in the ladder', () => {
  it.each(SHIMS)('is caught through %s: a cut answer passes for a whole one', async (kind) => {
    const caught: string[] = [];
    for (const [rowKind, name, fault] of ROWS) {
      if (rowKind !== kind) continue;
      if (violations(await trial(kind, fault, false, acceptingLength), fault, kind).length > 0) caught.push(name);
    }
    expect(caught).toEqual(['length after a whole answer']);
  });
});
