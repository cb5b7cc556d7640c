import type { Slice } from '../scoring/schema.js';
import { shownNumbers, shownP } from './shown.js';

/** Ways to divide that say something of when a forecaster is good: months and hours are too many. */
const KEYS = ['regime', 'volatility', 'confidence'];
/** A slice with fewer decisions says nothing. */
const LEAST = 30;
const ADJUSTED = 0.05;

const nameOf = ({ key, value }: Slice): string => `${key} ${value}`;

interface Known {
  readonly slice: Slice;
  readonly skill: number;
}

const known = (slices: readonly Slice[], key: string): Known[] =>
  slices.flatMap((slice) =>
    slice.key === key && slice.n >= LEAST && slice.brier_skill !== null ? [{ slice, skill: slice.brier_skill }] : [],
  );

/** Where all skill comes from one slice and the others have none or less: a forecaster to be heard then, not always. Else empty. */
export function onlyIn(slices: readonly Slice[]): string {
  for (const key of KEYS) {
    const [best, ...rest] = [...known(slices, key)].sort((a, b) => b.skill - a.skill);
    if (best === undefined || rest.length === 0 || best.skill <= 0 || rest.some(({ skill }) => skill > 0)) continue;
    const others = rest.map(({ slice, skill }) => `${slice.value} ${shownNumbers(skill)[0]!}`).join(', ');
    return `, all of it in ${nameOf(best.slice)} (${others})`;
  }
  return '';
}

/** The slice in which there is skill by its adjusted p-value where there is none overall; empty where there is no such slice. */
export function betterIn(slices: readonly Slice[]): string {
  const found = KEYS.flatMap((key) => known(slices, key)).filter(
    ({ slice: { p_adjusted: p }, skill }) => p !== null && p < ADJUSTED && skill > 0,
  );
  const [best] = found.sort((a, b) => (a.slice.p_adjusted ?? 1) - (b.slice.p_adjusted ?? 1));
  if (best === undefined) return '';
  const { slice, skill } = best;
  return `; in ${nameOf(slice)} alone it looks better (skill ${shownNumbers(skill)[0]!}, adjusted p = ${shownP(slice.p_adjusted ?? 1)}), which is an idea to test, not a result`;
}
