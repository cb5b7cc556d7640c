/**
 * The direction of an opinion, in [−1, 1]: D = prob_bull − prob_bear with the dead zone d0 cut out and the rest
 * stretched back over the whole range, so that size grows from 0 at its edge rather than jumping.
 */
export function direction(probBull: number, probBear: number, deadZone: number): number {
  const lean = probBull - probBear;
  const size = Math.abs(lean);
  return size <= deadZone ? 0 : (Math.sign(lean) * (size - deadZone)) / (1 - deadZone);
}
