const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/**
 * A finite number from a decimal string or a number; null for anything else.
 *
 * `Number("")` is 0, `Number("0x10")` is 16 and `Number("Infinity")` is accepted: an empty or odd field would become a
 * price. Here empty text, NaN, infinities, hexadecimal, separators and overflow (`1e309`) are all null.
 */
export function parseDecimal(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text.length > 64 || !DECIMAL.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
