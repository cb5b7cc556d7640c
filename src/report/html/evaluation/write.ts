import type { ForecasterEvaluation, Period } from '../../../evaluation/evaluate/schema.js';
import { decimals, signed } from '../../shared/numbers.js';
import { html, type Markup, type Piece } from '../markup.js';
import { say, type ReportWord } from '../speech.js';

/** A real minus, as the sentences of the evaluation have it. */
const minus = (text: string): string => text.replace('-', '−');

/** Skills and differences of scores: three digits, four where three would say 0. */
export function signedScore(value: number): string {
  return minus(signed(value, value !== 0 && Math.abs(value) < 0.0005 ? 4 : 3));
}

export const score = (value: number): string => minus(decimals(value, 4));

export const ratio = (value: number): string => minus(decimals(value, 2));

/** A fraction as percent with one decimal. */
export const share = (value: number): string => `${minus(decimals(value * 100, 1))}\u00a0%`;

export function signedShare(value: number): string {
  return `${minus(signed(value * 100, value !== 0 && Math.abs(value) < 0.0005 ? 4 : 1))}\u00a0%`;
}

export const pValue = (value: number): string => (value < 0.001 ? '< 0.001' : decimals(value, 3));

export const usd = (value: number): string =>
  value > 0 && value < 0.005 ? say('under $0.01') : `$${decimals(value, 2)}`;

/** `[−0.12, +0.03]`. */
export const between = (low: number, high: number, write: (value: number) => string = signedScore): string =>
  `[${write(low)}, ${write(high)}]`;

/** What stands for a value that there is none of; the reason shows when it is pointed at. */
export const dash = (reason: ReportWord): Markup => noneOf(say(reason));

/** The same with a reason that a document gives. */
export const noneOf = (reason: string): Markup => html`<abbr class="none" title="${reason}">–</abbr>`;

/** The value as text, or a dash with the reason why there is none. */
export const orDash = (value: number | null, write: (value: number) => string, reason: ReportWord): Piece =>
  value === null ? dash(reason) : write(value);

/** A sentence begins with a capital and ends with a full stop. */
export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** What is shown of a forecaster first: the decisions out of sample, else what there is. */
export interface ShownPeriod {
  readonly period: Period;
  readonly outOfSample: boolean;
}

export function shownPeriod({ headline, earlier }: ForecasterEvaluation): ShownPeriod | null {
  if (headline !== null) return { period: headline, outOfSample: true };
  return earlier === null ? null : { period: earlier, outOfSample: false };
}

/** Why a test or an interval is missing. */
export const NO_TEST = 'The losses never differ, or too few rows are left after the overlap.';
export const NO_INTERVAL = 'Too few decisions for a block bootstrap.';
