/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky's factorisation, in place.
 * @param a row-major, size × size; only its lower triangle is read; overwritten by the factor
 * @param b overwritten by the solution
 * @returns false where A is not positive definite within rounding; then `a` and `b` hold nothing of use
 */
export function solveCholesky(a: Float64Array, b: Float64Array, size: number): boolean {
  for (let j = 0; j < size; j++) {
    const diagonal = a[j * size + j]!;
    let pivot = diagonal;
    for (let k = 0; k < j; k++) pivot -= a[j * size + k]! ** 2;
    // A pivot that cancelled to rounding noise belongs to a column that the columns before it already explain.
    if (!(pivot > diagonal * 1e-13)) return false;
    const root = Math.sqrt(pivot);
    a[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      a[i * size + j] = sum / root;
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= a[i * size + k]! * b[k]!;
    b[i] = sum / a[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < size; k++) sum -= a[k * size + i]! * b[k]!;
    b[i] = sum / a[i * size + i]!;
  }
  return true;
}
