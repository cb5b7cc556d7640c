/** The named entities that feeds use; numeric ones are decoded by number. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '...',
};

const HIDING =
  /display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|font-size\s{0,5}:\s{0,5}0|opacity\s{0,5}:\s{0,5}0(?![.\d])|color\s{0,5}:\s{0,5}(?:white|#fff|transparent)|(?:left|top|text-indent)\s{0,5}:\s{0,5}-\d{3}|\bhidden\b|aria-hidden/i;
const TAG = /<(\/?)([a-z_][\w.:=-]{0,60})(\s[^<>]{0,2000})?\/?>/gi;
/** Elements whose content is never shown. */
const UNSEEN: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'title',
  'head',
  'svg',
  'iframe',
]);

/**
 * What a reader of the rendered page would see: entities decoded, comments and tags gone, and with them the content of
 * elements that are not shown or styled to be unseen. The start of an unfinished tag is set apart. Anything in the form of a tag counts, `<start_of_turn>` too.
 */
export function stripMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return withoutTags(withoutComments(decodeEntities(text))).replace(/<(?=[a-z_/!?])/gi, '< ');
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}

/** An unclosed comment hides the rest, as in a browser. */
function withoutComments(text: string): string {
  let out = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('<!--', at);
    if (open < 0) return out + text.slice(at);
    out += `${text.slice(at, open)} `;
    const close = text.indexOf('-->', open + 4);
    if (close < 0) return out;
    at = close + 3;
  }
}

function withoutTags(text: string): string {
  let out = '';
  let at = 0;
  /** The unseen element we are in, with how often its name is open. */
  let unseen: { readonly name: string; depth: number } | null = null;
  for (const tag of text.matchAll(TAG)) {
    const name = tag[2]!.toLowerCase();
    const closing = tag[1] === '/';
    if (unseen === null) {
      out += `${text.slice(at, tag.index)} `;
      const hides = UNSEEN.has(name) || HIDING.test(tag[3] ?? '');
      if (!closing && hides && !tag[0].endsWith('/>')) unseen = { name, depth: 1 };
    } else if (unseen.name === name) {
      unseen.depth += closing ? -1 : 1;
      if (unseen.depth === 0) unseen = null;
    }
    at = tag.index + tag[0].length;
  }
  return unseen === null ? out + text.slice(at) : out;
}
