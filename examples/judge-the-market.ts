import { evaluateRegimeAndSize, fetchMarketSnapshot, heuristicModel } from '../src/index.js';

const snapshot = await fetchMarketSnapshot({ baseAsset: 'BTCUSDT', horizonHours: 24 });
const { llm_output, model, pos_long, pos_short } = await evaluateRegimeAndSize(snapshot, heuristicModel, {
  baseSize: 0.01,
  kMax: 2,
});
console.log(`${model.id}: ${llm_output.regime_label}, hold at most ${pos_long} long or ${pos_short} short`);
