import { decodeReferences, withoutC1 } from './references.js';

/** Elements whose content is not text for readers. */
const SILENT = /^(script|style|template|iframe|noscript)$/;

/**
 * Elements that part words: a browser begins a new line or cell with them, or shows a picture between. All others stand
 * within a line, and a word may be bold in its middle: `un<b>believ</b>able` is one word.
 */
const PARTS_WORDS =
  /^(address|article|aside|audio|blockquote|body|br|button|caption|center|dd|details|dialog|div|dl|dt|embed|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|img|input|legend|li|main|menu|nav|object|ol|optgroup|option|p|picture|pre|section|select|source|summary|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|video)$/;

const CDATA = '<![CDATA[';

/** The text of an HTML fragment on one line: tags, comments, scripts and styles removed, references decoded. */
export function htmlToText(html: string): string {
  let text = '';
  let at = 0;
  let marked = false;
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
    if (html.startsWith(CDATA, open)) {
      // A feed that was escaped once too often: the mark is not text, what it holds is.
      marked = true;
      at = open + CDATA.length;
      continue;
    }
    const isComment = html.startsWith('<!--', open);
    const end = html.indexOf(isComment ? '-->' : '>', open);
    // A tag that never ends hides the rest, as it does in a browser.
    if (end === -1) return oneLine(text, marked);
    at = end + (isComment ? 3 : 1);
    const [, slash, name = ''] = /^(\/?)([a-zA-Z][a-zA-Z\d]*)/.exec(html.slice(open + 1, open + 14)) ?? [];
    const tag = name.toLowerCase();
    if (SILENT.test(tag) || PARTS_WORDS.test(tag)) text += ' ';
    if (!SILENT.test(tag) || slash !== '' || html[end - 1] === '/') continue;
    const close = new RegExp(`</${tag}\\b`, 'gi');
    close.lastIndex = at;
    const closing = close.exec(html);
    if (closing === null) return oneLine(text, marked);
    at = closing.index;
  }
  return oneLine(text + html.slice(at), marked);
}

const oneLine = (text: string, marked: boolean): string =>
  withoutC1(decodeReferences(marked ? text.replaceAll(']]>', '') : text))
    .replace(/\s+/g, ' ')
    .trim();
