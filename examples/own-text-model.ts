import { evaluateRegimeAndSize, fetchMarketSnapshot, promptedRegimeModel, type TextModel } from '../src/index.js';

/** Anything that turns two prompts into text: a server of your own, a command, a person. */
const mine: TextModel = {
  id: 'mine/always-calm',
  async generate({ system, user }) {
    const startedAt = performance.now();
    const text = await ask(system, user);
    return {
      text,
      finishReason: 'stop', // anything else is not an answer
      usage: { prompt_tokens: null, completion_tokens: null }, // null: nobody counted
      latencyMs: performance.now() - startedAt,
      costUsd: 0,
      provider: 'mine',
      model: 'always-calm',
      modelVersion: null, // a digest, where there is one
      replayed: false,
    };
  },
};

function ask(system: string, user: string): Promise<string> {
  if (system === '' || user === '') throw new Error('nothing was asked');
  const scores = { liquidity_risk: 0.1, news_risk: 0.1, trend_strength: 0.2 };
  return Promise.resolve(JSON.stringify({ prob_bull: 0.55, prob_bear: 0.45, confidence_level: 'low', scores }));
}

const snapshot = await fetchMarketSnapshot();
const { llm_output, pos_long } = await evaluateRegimeAndSize(snapshot, promptedRegimeModel(mine), {
  baseSize: 0.01,
  kMax: 2,
});
console.log(`${mine.id}: ${llm_output.regime_label}, hold at most ${pos_long} long`);
