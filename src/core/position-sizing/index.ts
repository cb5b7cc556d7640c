export { clamp, safeGetScore } from './lenient-input.js';
export { computePositionMultipliers, multipliersOf } from './multipliers.js';
export { capNewsEffect, newsCouldMatter } from './news-cap.js';
export { direction } from './balanced.js';
export { agreement, logOdds, shrinkTowardsOne } from './shrink.js';
export { sizingSteps, type SizingStep } from './sizing-steps.js';
export { totalExposure, type TotalExposure } from './total-exposure.js';
export { opinionMultipliers, UNBOUNDED, type OpinionBounds, type OpinionSizing } from './opinion-multipliers.js';
export {
  DEFAULT_WEIGHTS,
  type Multipliers,
  type RegimeInput,
  type Side,
  type SizingProfile,
  type SizingWeights,
} from './types.js';
