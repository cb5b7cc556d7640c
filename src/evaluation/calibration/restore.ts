import { InputError } from '../../core/errors.js';
import { applyBeta } from './beta.js';
import { applyIsotonic } from './isotonic.js';
import { applyPlatt } from './platt.js';
import { CLIP, recalibrationDocumentSchema, type Recalibration, type RecalibrationDocument } from './recalibration.js';

const clip = (p: number): number => Math.min(Math.max(p, CLIP), 1 - CLIP);

function mapped(document: RecalibrationDocument, p: number): number {
  switch (document.kind) {
    case 'identity':
      return p;
    case 'platt':
      return clip(applyPlatt(document, clip(p)));
    case 'beta':
      return clip(applyBeta(document, clip(p)));
    case 'isotonic':
      return clip(applyIsotonic(document, p));
  }
}

function described(document: RecalibrationDocument): string {
  switch (document.kind) {
    case 'identity':
      return 'No recalibration: the probabilities are as the model gave them.';
    case 'platt':
      return `Platt scaling of the log-odds, fitted to ${document.rows} decisions: slope ${document.slope.toFixed(3)}, intercept ${document.intercept.toFixed(3)}.`;
    case 'beta':
      return `Beta calibration, fitted to ${document.rows} decisions: a ${document.a.toFixed(3)}, b ${document.b.toFixed(3)}, c ${document.c.toFixed(3)}.`;
    case 'isotonic':
      return `Isotonic regression, fitted to ${document.rows} decisions: ${new Set(document.values).size} levels from ${document.values[0]!.toFixed(3)} to ${document.values.at(-1)!.toFixed(3)}.`;
  }
}

/** A recalibration from a document that is known to be valid. */
export const recalibrationOf = (document: RecalibrationDocument): Recalibration => ({
  kind: document.kind,
  apply(p) {
    if (!(p >= 0 && p <= 1)) {
      throw new InputError('calibration.probability', `Cannot recalibrate the probability ${p}.`, {
        where: 'p',
        expected: 'a number from 0 to 1',
      });
    }
    return mapped(document, p);
  },
  describe: () => described(document),
  document: () => document,
});

/** Takes back what `document()` gave. @throws InputError where it is not a recalibration */
export function restoreRecalibration(document: unknown): Recalibration {
  const parsed = recalibrationDocumentSchema.safeParse(document);
  if (parsed.success) return recalibrationOf(parsed.data);
  const [issue] = parsed.error.issues;
  throw new InputError('calibration.document', `Not a stored recalibration: ${issue?.message ?? 'unreadable'}.`, {
    where: issue?.path.join('.') ?? '',
    remedy: 'fit it again from the recorded decisions',
    cause: parsed.error,
  });
}
