import { htmlToText } from '../shared/html-text.js';
import { decodeReferences } from '../shared/references.js';
import { plainText, readableText } from './element-text.js';
import { isElement, parseXml, type XmlElement } from './xml-tree.js';

/** An item as its feed has it: text without markup, nothing checked yet. */
export interface FeedItem {
  readonly guid: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly date: string;
}

/** What may stand in front of the root: declaration, comments, a document type with declarations of its own. */
const PROLOG = /(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^<>[]*(?:\[[\s\S]*?\]\s*)?>)/iy;

/**
 * The items of an RSS 2.0, RSS 1.0 or Atom document, whatever prefix its elements have. What stands after the end of the
 * root (a comment of the cache, a script of the host) is not looked at.
 * @throws Error with a sentence for people where it is not a feed, is cut off, or is not XML
 */
export function parseFeed(xml: string): FeedItem[] {
  const root = parseXml(wholeRoot(xml));
  if (root?.name === 'rss' || root?.name === 'rdf:RDF') {
    // RSS 1.0, and 2.0 by mistake, has its items beside the channel.
    const holders = [root, ...childrenOf(root, 'channel')];
    return holders.flatMap((holder) => childrenOf(holder, 'item')).map(itemOf);
  }
  if (root?.name === 'feed') return childrenOf(root, 'entry').map(itemOf);
  throw new Error('the document is neither RSS nor Atom');
}

/** From the root's start to its end. */
function wholeRoot(xml: string): string {
  let at = 0;
  for (PROLOG.lastIndex = 0; PROLOG.test(xml);) at = PROLOG.lastIndex;
  const start = xml.slice(at, at + 200);
  if (start === '') throw new Error('the feed is empty');
  if (/^<html\b/i.test(start) || /<!doctype html/i.test(xml.slice(0, at))) throw new Error(pageSentence(xml));
  const name = /^<((?:[\w.-]+:)?(?:rss|RDF|feed))[\s/>]/.exec(start)?.[1];
  if (name === undefined) throw new Error(`the document is neither RSS nor Atom${saying(start)}`);
  // The parser forgives a missing end, and the items after it would be lost in silence.
  const end = xml.lastIndexOf(`</${name}`);
  if (end === -1) throw new Error('the feed is cut off: its last element never ends');
  return xml.slice(at, xml.indexOf('>', end) + 1);
}

function pageSentence(html: string): string {
  const title = htmlToText(/<title[^>]*>([^<]{1,200})/i.exec(html)?.[1] ?? '');
  return `got an HTML page instead of a feed${title === '' ? '' : ` ("${title.slice(0, 100)}")`}`;
}

/** What a server wrote where a feed should be: an error as text or JSON explains itself. */
function saying(start: string): string {
  if (start.startsWith('<')) return '';
  return `; it says: ${htmlToText(start).slice(0, 120)}`;
}

function itemOf(item: XmlElement): FeedItem {
  const link = linkOf(item);
  const plainOf = (name: string): string => plainText(childrenOf(item, name)[0]);
  const readableOf = (name: string): string => readableText(childrenOf(item, name)[0]);
  return {
    guid: first([plainOf('guid'), plainOf('id'), link]),
    title: first(childrenOf(item, 'title').map(readableText)),
    body: first(['description', 'summary', 'content:encoded', 'content'].map(readableOf)),
    link,
    date: first(['pubDate', 'published', 'dc:date', 'updated', 'issued', 'modified'].map(plainOf)),
  };
}

/** RSS has the address as text, Atom in `href`, where `alternate` is the article. */
function linkOf(item: XmlElement): string {
  const links = childrenOf(item, 'link');
  const alternate = links.find(
    ({ attributes: { href, rel } }) => href !== undefined && (rel ?? 'alternate') === 'alternate',
  );
  return first([decodeReferences(alternate?.attributes.href ?? '').trim(), ...links.map(plainText)]);
}

const childrenOf = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter(isElement).filter((child) => child.name === name);

const first = (texts: readonly string[]): string => texts.find((text) => text !== '') ?? '';
