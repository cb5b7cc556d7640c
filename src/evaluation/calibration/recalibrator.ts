import { fitBeta } from './beta.js';
import { fitIsotonic } from './isotonic.js';
import type { TargetOptions } from './log-odds-fit.js';
import { fitPlatt } from './platt.js';
import type { CalibrationRow, RecalibrationDocument, RecalibrationKind, Recalibrator } from './recalibration.js';
import { recalibrationOf } from './restore.js';

const FITS: Record<
  RecalibrationKind,
  (rows: readonly CalibrationRow[], options: TargetOptions) => RecalibrationDocument
> = { platt: fitPlatt, beta: fitBeta, isotonic: fitIsotonic };

/** @param options of `platt` and `beta`; isotonic regression has none */
export const recalibrator = (kind: RecalibrationKind, options: TargetOptions = {}): Recalibrator => ({
  kind,
  fit: (rows) => recalibrationOf(rows.length === 0 ? { kind: 'identity' } : FITS[kind](rows, options)),
});
