import { computePositionMultipliers, parseRegimeAssessment } from '../src/index.js';

const answer = `My view:
{"prob_bull": 0.66, "prob_bear": 0.34, "confidence_level": "medium",
 "scores": {"btc_sentiment": 0.3, "liquidity_risk": 0.2, "news_risk": 0.1, "trend_strength": 0.5}}`;

const regime = parseRegimeAssessment(answer);
const { positionSize, kLong, kShort } = computePositionMultipliers(regime, {
  side: 'long',
  baseLongSize: 0.01,
  baseShortSize: 0.01,
  kMax: 2,
});
console.log(regime.regime_label, kLong.toFixed(3), kShort.toFixed(3), positionSize.toFixed(5));
