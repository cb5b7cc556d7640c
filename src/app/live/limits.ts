export { guardLimitsSchema, type GuardLimits } from '../../live/guard/limits.js';
