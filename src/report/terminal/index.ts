export { terminalStyle, type TerminalStyle } from './style.js';
export { renderCycle } from './cycle.js';
export { warningList } from './warnings.js';
export { renderCycleAssets } from './cycle-assets.js';
export { renderSnapshot } from './snapshot.js';
export { renderModels } from './models.js';
export { renderDoctor } from './doctor.js';
export { renderTable } from './table.js';
export { heading, paragraph, truncate } from './layout.js';
export { marksOf } from './marks.js';
export { decimals, fraction } from '../shared/numbers.js';
export { untrusted } from './untrusted.js';
export { progressLine, shortTime, type ProgressStep } from './progress.js';
export { renderDemoFiles, renderFetched, renderImported, renderResampled } from './data.js';
export { renderCheck } from './data-check.js';
export { renderStored } from './data-list.js';
export { renderExchanges, renderIntervals, renderOfferedPairs, renderStoredPairs } from './data-offers.js';
export { renderStrategies } from './strategies.js';
export { renderBacktest, type BacktestView } from './backtest.js';
export { renderClearing, renderRuns } from './runs.js';
export { renderTrials } from './trials.js';
export { renderLookahead } from './lookahead.js';
export { renderRepeat } from './repeat.js';
export { renderComparison } from './compare.js';
export { renderEvaluation } from './evaluation.js';
export { renderDiff, renderPrompts, renderTried } from './prompts.js';
export { renderCall, renderCalls, renderLedgerDays, renderPrune } from './ledger.js';
export {
  renderBackfilled,
  renderImportedObservations,
  renderPublicationLags,
  renderStoreCheck,
  renderStoredObservations,
} from './observations.js';
export { renderForwardTest, renderRegistered, renderRegistrations } from './forward-test.js';
