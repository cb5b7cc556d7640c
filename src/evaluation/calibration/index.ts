export {
  RECALIBRATION_KINDS,
  type CalibrationRow,
  type Recalibration,
  type RecalibrationKind,
} from './recalibration.js';
export { recalibrator } from './recalibrator.js';
export { restoreRecalibration } from './restore.js';
export { recalibrateAssessment } from './recalibrate-assessment.js';
export { recalibrationOverTime, walkForwardRecalibration } from './walk-forward.js';
