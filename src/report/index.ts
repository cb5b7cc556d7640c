/** Reports as HTML pages that open from disk and load nothing. */
export { renderBacktestReport, renderEvaluationReport } from './html/index.js';
