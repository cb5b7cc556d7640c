import { InputError } from '../errors.js';
import { balancedMultipliers } from './balanced.js';
import { convexMultipliers } from './convex.js';
import {
  DEFAULT_WEIGHTS,
  type Multipliers,
  type PositionSize,
  type RegimeInput,
  type SizingOptions,
  type SizingProfile,
  type SizingWeights,
} from './types.js';

function requireSize(name: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new InputError('sizing.invalid', `${name} is ${value}: it must be a finite number of at least 0.`, {
      where: name,
      expected: 'a finite number ≥ 0',
    });
  }
}

function completeWeights(overrides: Partial<SizingWeights>): SizingWeights {
  const weights = { ...DEFAULT_WEIGHTS, ...overrides };
  for (const [name, value] of Object.entries(weights)) requireSize(`weights.${name}`, value);
  if (weights.deadZone >= 1) {
    throw new InputError('sizing.invalid', `weights.deadZone is ${weights.deadZone}: it must be below 1.`, {
      where: 'weights.deadZone',
    });
  }
  return weights;
}

/** Both multipliers of a regime under one profile, each in [0, kMax]. @throws InputError for a size or weight out of range */
export function multipliersOf(
  regime: RegimeInput,
  kMax: number,
  profile: SizingProfile = 'balanced',
  weights: Partial<SizingWeights> = {},
): Multipliers {
  requireSize('k_max', kMax);
  const complete = completeWeights(weights);
  return profile === 'convex' ? convexMultipliers(regime, kMax, complete) : balancedMultipliers(regime, kMax, complete);
}

/**
 * Position multipliers and the size of one side. Lenient about the regime (see `RegimeInput`), strict about the options.
 * Every traded path validates the regime with `parseRegimeAssessment` first.
 * @throws InputError for a base size, k_max or weight that is negative or not finite
 */
export function computePositionMultipliers(regime: RegimeInput, options: SizingOptions): PositionSize {
  requireSize('base_long_size', options.baseLongSize);
  requireSize('base_short_size', options.baseShortSize);
  const { kLong, kShort } = multipliersOf(regime, options.kMax, options.profile, options.weights);
  const positionSize = options.side === 'long' ? options.baseLongSize * kLong : options.baseShortSize * kShort;
  return { positionSize, kLong, kShort };
}
