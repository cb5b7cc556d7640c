export * from './schema.js';
export { deflatedSharpeSchema, type DeflatedSharpe } from './deflated-sharpe.js';
export { documentOfSeries, seriesOf, type ResultSeries } from './series.js';
export { benchmarkEquity, benchmarkSteps } from './benchmark-equity.js';
export { checkedResult } from './checked-result.js';
export { tradeSchema, type Trade } from './trade.js';
export * from './by-symbol.js';
export { movingTogether, type MovingTogether } from './moving-together.js';
