import { sanitizeNewsText, type SanitizedText } from '../text/sanitize-news.js';

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A word that marks the edges of untrusted text in one prompt. It depends on every character of the seed, so that nobody
 * who writes only a part of the prompt can foresee it, and the same prompt always has the same one, so that a replay finds
 * its record. Mixing by four 32-bit lanes with the multipliers of MurmurHash3 (public domain); not cryptographic, which is
 * why callers also take the word out of the text it surrounds.
 */
export function markerFor(seed: string): string {
  // Four variables instead of an array: a prompt's seed is tens of thousands of characters, and this takes a fifth of the time.
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  let c = 0xc2b2ae35;
  let d = 0x27d4eb2f;
  for (let i = 0; i < seed.length; i++) {
    const code = seed.charCodeAt(i);
    a = mix(a ^ code, d);
    b = mix(b ^ (code + 0x10001), a);
    c = mix(c ^ (code + 0x20002), b);
    d = mix(d ^ (code + 0x30003), c);
  }
  return [a, b, c, d].map(spell).join('');
}

/** @param neighbour the lane before, as it is by now */
function mix(lane: number, neighbour: number): number {
  const mixed = Math.imul(lane, 0xcc9e2d51);
  return (Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593) + 0xe6546b64 + neighbour) | 0;
}

function spell(lane: number): string {
  let rest = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  rest = (rest ^ (rest >>> 13)) >>> 0;
  let word = '';
  for (let i = 0; i < 4; i++, rest = Math.floor(rest / ALPHABET.length)) word += ALPHABET[rest % ALPHABET.length]!;
  return word;
}

/** Sanitised, and without the marker: taking that out may bring together what sanitising takes out, and the reverse. */
export function untrustedInPrompt(text: string, maxChars: number, marker: string): SanitizedText {
  let clean = sanitizeNewsText(text, maxChars);
  while (clean.text.toLowerCase().includes(marker)) {
    clean = sanitizeNewsText(clean.text.replace(new RegExp(marker, 'gi'), ''), maxChars);
  }
  return clean;
}

/** A text of our own data, such as a source's name, on one line. */
export const oneLine = (text: string, maxChars: number): string => sanitizeNewsText(text, maxChars).text;
