/** What a spreadsheet takes for the start of a formula, full-width forms included (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/;

/**
 * One field of a CSV file. A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are
 * written as they are. Quoted by RFC 4180 where needed.
 */
export function escapeForCsv(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(/\u0000/g, '').replace(/\p{Surrogate}/gu, '\ufffd');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
