import type { MaskPass } from './passes.js';

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
/** Verbs too, so only with a number or a preposition beside them. */
const VERB_MONTH = '(?:March|Mar\\.?|May)';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const YEAR = '(?:19|20)\\d{2}';
const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';

/** Weekdays stay: a masked time is moved by whole weeks. */
const DATES: readonly RegExp[] = [
  new RegExp(`${START}${YEAR}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?Z?)?`, 'gu'),
  new RegExp(`${START}\\d{1,2}[./]\\d{1,2}[./](?:\\d{4}|\\d{2})${END}`, 'gu'),
  // Month and day with a day above 12: `4/25`, but not 24/7 or 1/3.
  new RegExp(`${START}(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\\d|3[01])${END}`, 'gu'),
  new RegExp(`${START}(?:${DAY}\\s+(?:of\\s+)?)?(?:${MONTH})(?:\\s+${DAY}${END})?(?:,?\\s+${YEAR})?${END}`, 'giu'),
  new RegExp(`${START}${DAY}\\s+(?:of\\s+)?${VERB_MONTH}(?:,?\\s+${YEAR})?${END}`, 'gu'),
  new RegExp(`${START}${VERB_MONTH}\\s+(?:${DAY}(?:,?\\s+${YEAR})?|${YEAR})${END}`, 'gu'),
  new RegExp(
    `(?<=\\b(?:in|since|by|until|till|from|late|early|mid|last|next|during|of)[\\s-])${VERB_MONTH}${END}`,
    'gu',
  ),
  new RegExp(`${START}(?:Q[1-4]|[1-4]Q|H[12])(?:[\\s-]?(?:${YEAR}|['’]?\\d{2}))?${END}`, 'gu'),
  new RegExp(`${START}${YEAR}(?:s|[-/]\\d{2,4})?${END}`, 'gu'),
  /['’]\d{2}(?!\d)/gu,
  /\b(?:Christmas|Thanksgiving|Easter|Halloween|(?:Lunar|Chinese) New Year|New Year(?:['’]s)?|Black Friday)\b/giu,
];

const CURRENCY = '(?:US\\$|[$€£¥₩₹]|USD\\s|EUR\\s)\\s?';
const UNIT = '(?:\\s?(?:thousand|million|billion|trillion|mln|bln|mn|bn|tn|[kKmMbBtT]))';
/** Counts are bounded, so that no text makes the search long; longer runs of digits fall to the last pattern. */
const AMOUNT = new RegExp(
  `(${CURRENCY})?${START}(\\d{1,18}(?:[,. \\u00a0]\\d{3}){0,6}(?:[.,]\\d{1,10})?)(${UNIT})?${END}(\\s?(?:%|percent|per cent|pct|bps|basis points))?`,
  'gu',
);
/** Below this a bare whole number is a count ("3 banks", "24 hours"), not a price. */
const LEAST_PRICE = 100;
/** A number within this factor of the price may be the price. */
const NEAR_PRICE = 1.5;

/**
 * Dates become `[date]`; numbers that may be a price or an amount of money become `[amount]`. Percentages, basis points and
 * whole numbers below 100 stay, unless they are near the true price.
 */
export function numberPasses(spot: number | null): MaskPass[] {
  return [
    ...DATES.map((pattern) => ({ pattern, replace: () => '[date]' })),
    {
      pattern: AMOUNT,
      replace: (_, currency, digits = '', unit, percent) => {
        if (percent !== undefined) return null;
        const value = Number(digits.replace(/[, \u00a0]/g, ''));
        const isNear = spot !== null && value < spot * NEAR_PRICE && value > spot / NEAR_PRICE;
        const isCount = currency === undefined && unit === undefined && /^\d+$/.test(digits) && value < LEAST_PRICE;
        return isCount && !isNear ? null : '[amount]';
      },
    },
    { pattern: /\d{4,}/gu, replace: () => '[amount]' },
  ];
}
