/**
 * How long an evaluation of recorded answers takes: 10,000 decisions with everything that is said of a forecaster, and
 * whether a decision costs the same among 2,500 and among 10,000.
 *
 *   node bench/evaluate.mjs      prints one JSON document, exit code 1 beyond a limit
 *
 * `scored` is the evaluation without refits, answers being in hundredths as a model's are; `recalibrated` adds the weekly
 * refits of the three recalibrations, each over all of its past, and so does `continuous` for probabilities that never
 * repeat, where a refit has as many points as decisions. The median of several processes each; per decision in CPU time, so
 * that a busy machine does not count.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { transpileSources } from './transpile.mjs';

const LIMITS = {
  scored_wall_s: 20,
  recalibrated_wall_s: 20,
  continuous_wall_s: 20,
  scored_per_decision: 1.3,
  recalibrated_per_decision: 1.3,
};
const ROUNDS = 3;
const [FEW, MANY] = [2_500, 10_000];
const CASES = ['scored', 'recalibrated', 'continuous'];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Number(value.toPrecision(4));
const src = transpileSources('bench-evaluate');
const worker = (name, decisions) =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'evaluate/worker.mjs'), src, name, String(decisions)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

const measured = {};
const failed = [];
for (const name of CASES) {
  // Turns about, so that a noisy neighbour hits both.
  const rounds = Array.from({ length: ROUNDS }, () => ({ few: worker(name, FEW), many: worker(name, MANY) }));
  if (rounds.some(({ many }) => many.counted !== MANY)) failed.push(`${name}: not every decision was counted`);
  measured[`${name}_cpu_s`] = round(median(rounds.map(({ many }) => many.cpu_ms)) / 1_000);
  measured[`${name}_wall_s`] = round(median(rounds.map(({ many }) => many.wall_ms)) / 1_000);
  measured[`${name}_per_decision`] = round(
    median(rounds.map(({ few, many }) => many.cpu_ms / MANY / (few.cpu_ms / FEW))),
  );
}
failed.push(...Object.keys(LIMITS).filter((name) => measured[name] > LIMITS[name]));
console.log(
  JSON.stringify(
    { bench: 'evaluate', node: process.version, decisions: MANY, measured, limits: LIMITS, failed },
    null,
    2,
  ),
);
process.exitCode = failed.length === 0 ? 0 : 1;
