import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createLlmRegimeModel } from '../../src/infra/llm/ladder/ladder.js';
import { NoRegimeError } from '../../src/infra/llm/errors.js';
import {
  asAnswer,
  hostileAnswers,
  plausibleAnswers,
  thinkingAnswers,
  type AnswerSource,
  type FakeAnswer,
} from '../servers/answers.js';
import { realClock } from '../support/llm-clock.js';
import { decide, decisionViolations } from './decisions.js';
import { SHIMS, startShim, type ShimKind } from './model-servers.js';
import { ANSWERS_PER_MODEL, SEED } from './size.js';

/** Fake models: `hostile` as an untrained one answers, `plausible` as a small good one, `thinking` with its thoughts. */
const MODELS: Readonly<Record<string, (seed: number) => AnswerSource>> = {
  hostile: hostileAnswers,
  plausible: plausibleAnswers,
  thinking: thinkingAnswers,
};

/** Share of decisions without a regime: none where every answer is good, all where none is, and in between two bad answers in a row. */
const NO_REGIME: Readonly<Record<string, readonly [least: number, most: number]>> = {
  hostile: [1, 1],
  plausible: [0, 0],
  thinking: [0, 0.25],
};

async function run(kind: ShimKind, source: AnswerSource) {
  const sent: FakeAnswer[] = [];
  const shim = await startShim(kind, (call, body) => {
    const answer = asAnswer(source(call, body));
    sent.push(answer);
    return answer;
  });
  try {
    const regime = createLlmRegimeModel({ models: [shim.model], clock: realClock });
    const violations: string[] = [];
    let failed = 0;
    let refused = 0;
    while (sent.length < ANSWERS_PER_MODEL) {
      const before = sent.length;
      const outcome = await decide(regime);
      const answers = sent.slice(before);
      if (outcome instanceof NoRegimeError) failed++;
      refused += answers.filter(({ valid, status = 200 }) => valid !== true && status === 200).length;
      violations.push(
        ...decisionViolations(outcome, answers).map((why) => `${why}: ${JSON.stringify(answers).slice(0, 600)}`),
      );
    }
    return { violations, failed, refused, counters: regime.counters(), busy: shim.busy(), chats: shim.chats() };
  } finally {
    await shim.close();
  }
}

describe.each(SHIMS)(
  `hostile answers: live answers through %s: ${ANSWERS_PER_MODEL} of each model, seed ${SEED}`,
  (kind) => {
    // The json5 package prints a warning for some characters in texts.
    beforeAll(() => {
      const warn = vi.spyOn(console, 'warn').mockReturnValue();
      return () => warn.mockRestore();
    });

    it.each(Object.entries(MODELS))(
      'trades of the %s model nothing but whole and valid answers',
      async (name, source) => {
        const { violations, failed, refused, counters, busy, chats } = await run(kind, source(SEED));
        expect(violations).toEqual([]);
        const [least, most] = NO_REGIME[name]!;
        expect(failed / counters.decisions).toBeGreaterThanOrEqual(least);
        expect(failed / counters.decisions).toBeLessThanOrEqual(most);
        expect(counters, 'the rate of refusals is told').toMatchObject({
          failed,
          rejected: refused,
          calls: chats.length,
        });
        expect(busy, 'no slot is kept').toBe(0);
        if (kind === 'ollama') {
          for (const chat of chats)
            expect(chat).toMatchObject({ options: { num_ctx: 16_384, num_predict: 2_048 }, think: true });
        }
      },
      300_000,
    );
  },
);
