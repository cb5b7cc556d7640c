export {
  RECALIBRATION_KINDS,
  recalibrationDocumentSchema,
  type CalibrationRow,
  type Recalibration,
  type RecalibrationDocument,
  type RecalibrationKind,
  type Recalibrator,
} from './recalibration.js';
export { recalibrator } from './recalibrator.js';
export { restoreRecalibration } from './restore.js';
export { recalibrateAssessment } from './recalibrate-assessment.js';
export {
  DEFAULT_MIN_ROWS,
  recalibrationOverTime,
  walkForwardRecalibration,
  type WalkForwardOptions,
  type WalkForwardRecalibration,
} from './walk-forward.js';
