import { htmlToText } from '../shared/html-text.js';
import { decodeReferences } from '../shared/references.js';
import { isElement, type XmlElement, type XmlNode } from './xml-tree.js';

/** Character data of an element and of all within it, in their order, trimmed: for ids, dates and addresses. */
export const plainText = (element: XmlElement | undefined): string =>
  element?.children.map(plain).join('').trim() ?? '';

const plain = (node: XmlNode): string =>
  isElement(node) ? node.children.map(plain).join('') : node.isCdata ? node.text : decodeReferences(node.text);

/**
 * What a reader sees of a title or a summary, on one line. Whatever way the markup came - escaped, in CDATA, as elements of
 * the feed itself, or all three beside each other - it is put together in its order and then read as HTML, so that
 * `does <em>not</em> fall` keeps its "not" and its blanks.
 *
 * Atom's `type` is honoured where it says that the characters are not markup: `text` (RFC 4287, 3.1.1.1), and `xhtml`, whose
 * markup is elements only.
 */
export function readableText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const type = element.attributes.type?.trim().toLowerCase();
  const isLiteral = type === 'text' || type === 'text/plain' || type === 'xhtml' || type === 'application/xhtml+xml';
  return htmlToText(element.children.map((child) => markup(child, isLiteral)).join(''));
}

/** A node as HTML. `isLiteral`: its characters are not markup, and must not become any. */
function markup(node: XmlNode, isLiteral: boolean): string {
  if (!isElement(node)) {
    const text = node.isCdata ? node.text : decodeReferences(node.text);
    return isLiteral ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text;
  }
  const name = node.name.slice(node.name.indexOf(':') + 1);
  return `<${name}>${node.children.map((child) => markup(child, isLiteral)).join('')}</${name}>`;
}
