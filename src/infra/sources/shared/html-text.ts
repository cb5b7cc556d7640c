/** The named references that news feeds use; others stay as they are. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  cent: '¢',
  deg: '°',
  times: '×',
  eacute: 'é',
  egrave: 'è',
  uuml: 'ü',
  ouml: 'ö',
  auml: 'ä',
};

/** Decodes character references once: `&amp;lt;` becomes `&lt;`. Nothing expands to more than one character. */
export function decodeReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return Object.hasOwn(NAMED, name) ? NAMED[name]! : whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Elements whose content is not text for readers. */
const SILENT = /^(script|style|template|iframe|noscript)$/;

/** The text of an HTML fragment on one line: tags, comments, scripts and styles removed, references decoded. */
export function htmlToText(html: string): string {
  let text = '';
  let at = 0;
  // By index rather than by regular expression: one pass, whatever an attacker nests or leaves open.
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    text += html.slice(at, open);
    if (!/[a-zA-Z/!?]/.test(html[open + 1] ?? '')) {
      text += '<';
      at = open + 1;
      continue;
    }
    const isComment = html.startsWith('<!--', open);
    const end = html.indexOf(isComment ? '-->' : '>', open);
    // A tag that never ends hides the rest, as it does in a browser.
    if (end === -1) return oneLine(text);
    text += ' ';
    at = end + (isComment ? 3 : 1);
    const name = /^[a-zA-Z]+/.exec(html.slice(open + 1, open + 12))?.[0].toLowerCase() ?? '';
    if (!SILENT.test(name)) continue;
    const close = new RegExp(`</${name}\\b`, 'gi');
    close.lastIndex = at;
    const closing = close.exec(html);
    if (closing === null) return oneLine(text);
    at = closing.index;
  }
  return oneLine(text + html.slice(at));
}

const oneLine = (text: string): string => decodeReferences(text).replace(/\s+/g, ' ').trim();
