export {
  evaluateRegimeAndSize,
  type EvaluateOptions,
  type NewsCapReport,
  type OpinionReading,
  type RegimeAndSize,
} from './evaluate.js';
export { completeAssessment, type CompletedAssessment } from './complete-assessment.js';
export { promptedRegimeModel } from './prompted-model.js';
export { withoutNews } from './without-news.js';
export { addUsage } from './usage.js';
