import { InputError } from '../../core/errors.js';
import { suggest } from '../config/index.js';

/** How many of the newest runs are named where none fits. */
const NAMED = 5;

/**
 * The id that a user means: a whole id, `latest`, or a part of one that no other run has, such as its last digits.
 * @param ids all there are, oldest first
 * @throws InputError that names near ones, or those that fit alike
 */
export function findRun(wanted: string, ids: readonly string[]): string {
  if (ids.includes(wanted)) return wanted;
  const newest = ids.slice(-NAMED).reverse();
  const unknown = (sentence: string): InputError =>
    new InputError('run.unknown', sentence, { where: 'RUN_ID', expected: 'the id of a run' });
  if (ids.length === 0) throw unknown('There are no runs yet: "llm-trading backtest" makes one.');
  if (wanted === 'latest') return newest[0]!;
  const shown = wanted.slice(0, 60);
  const fitting = wanted.length < 4 ? [] : ids.filter((id) => id.includes(wanted));
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length > 1) {
    const some = fitting.slice(-NAMED).reverse().join(', ');
    throw unknown(`"${shown}" fits ${fitting.length} runs: write more of it; the newest are ${some}.`);
  }
  const near = suggest(wanted, ids);
  throw unknown(
    near === null
      ? `There is no run "${shown}": the newest are ${newest.join(', ')}.`
      : `There is no run "${shown}": did you mean ${near}?`,
  );
}
