import { regularisedIncompleteBeta } from '../../inference/incomplete-beta.js';

/** P(X ≥ k) for X binomial with n trials of probability p: I_p(k, n − k + 1) (NIST DLMF 8.17.5). */
export const binomialUpperTail = (k: number, n: number, p: number): number =>
  k <= 0 ? 1 : regularisedIncompleteBeta(p, k, n - k + 1);
