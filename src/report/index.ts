/** Reports as HTML pages that open from disk and load nothing. */
export { renderBacktestReport } from './html/backtest.js';
export { renderEvaluationReport } from './html/evaluation/index.js';
