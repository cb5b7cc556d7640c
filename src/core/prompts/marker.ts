const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A word that marks the edges of untrusted text in one prompt. It depends on every character of the seed, so that nobody
 * who writes only a part of the prompt can foresee it, and the same prompt always has the same one, so that a replay finds
 * its record. Mixing by four 32-bit lanes with the multipliers of MurmurHash3 (public domain); not cryptographic, which is
 * why callers also take the word out of the text it surrounds.
 */
export function markerFor(seed: string): string {
  const lanes = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];
  for (let i = 0; i < seed.length; i++) {
    const code = seed.charCodeAt(i);
    for (let lane = 0; lane < 4; lane++) {
      const mixed = Math.imul(lanes[lane]! ^ (code + lane * 0x10001), 0xcc9e2d51);
      lanes[lane] = (Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593) + 0xe6546b64 + lanes[(lane + 3) & 3]!) | 0;
    }
  }
  return lanes.map(spell).join('');
}

function spell(lane: number): string {
  let rest = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  rest = (rest ^ (rest >>> 13)) >>> 0;
  let word = '';
  for (let i = 0; i < 4; i++, rest = Math.floor(rest / ALPHABET.length)) word += ALPHABET[rest % ALPHABET.length]!;
  return word;
}
