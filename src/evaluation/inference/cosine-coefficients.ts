/**
 * Squared cosine coefficients of orders 1 … `terms`, 2/n · (Σ x_i cos(πj(i + ½)/n))²: each an estimate of the long-run variance at
 * the frequency πj/n, nearly independent of the others and of the mean (U. K. Müller & M. W. Watson, Econometrica 2008).
 */
export function cosineCoefficients(centred: Float64Array, terms: number): Float64Array {
  const n = centred.length;
  const squares = new Float64Array(terms);
  for (let term = 1; term <= terms; term++) {
    // The angle turns by a rotation: one cosine and sine for each term, not for each row.
    const step = (Math.PI * term) / n;
    const turnCosine = Math.cos(step);
    const turnSine = Math.sin(step);
    let cosine = Math.cos(step / 2);
    let sine = Math.sin(step / 2);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      sum += centred[i]! * cosine;
      const turned = cosine * turnCosine - sine * turnSine;
      sine = sine * turnCosine + cosine * turnSine;
      cosine = turned;
    }
    squares[term - 1] = (2 * sum * sum) / n;
  }
  return squares;
}
