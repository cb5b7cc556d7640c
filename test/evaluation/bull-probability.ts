/**
 * The exact probability that a walk of ±1 steps is labelled bull, given that it is labelled at all: the label's own rule
 * (more than half of the closes above the start; a tie by the sign of the end) summed over every path by dynamic programming
 * on position, closes above and closes below.
 * @param upProbabilities of each step of the window, independent
 */
export function bullProbability(upProbabilities: readonly number[]): number {
  const steps = upProbabilities.length;
  const width = steps + 1;
  const index = (position: number, above: number, below: number): number =>
    ((position + steps) * width + above) * width + below;
  let states = new Float64Array((2 * steps + 1) * width * width);
  states[index(0, 0, 0)] = 1;
  for (const [step, up] of upProbabilities.entries()) {
    const next = new Float64Array(states.length);
    for (let position = -step; position <= step; position += 2) {
      for (let above = 0; above <= step; above++) {
        for (let below = 0; above + below <= step; below++) {
          const mass = states[index(position, above, below)]!;
          if (mass === 0) continue;
          for (const [to, share] of [
            [position + 1, up],
            [position - 1, 1 - up],
          ] as const)
            next[index(to, above + Number(to > 0), below + Number(to < 0))]! += mass * share;
        }
      }
    }
    states = next;
  }
  let bull = 0;
  let bear = 0;
  for (let position = -steps; position <= steps; position += 2) {
    for (let above = 0; above <= steps; above++) {
      for (let below = 0; above + below <= steps; below++) {
        const mass = states[index(position, above, below)]!;
        if (above * 2 > steps || (below * 2 <= steps && position > 0)) bull += mass;
        else if (below * 2 > steps || position < 0) bear += mass;
      }
    }
  }
  return bull / (bull + bear);
}
