import { XMLParser } from 'fast-xml-parser';
import { decodeReferences, htmlToText } from '../shared/html-text.js';

/** An item as its feed has it: text without markup, nothing checked yet. */
export interface FeedItem {
  readonly guid: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly date: string;
}

const CDATA = '#cdata';
const TEXT = '#text';
/** Feeds nest five deep. */
const MAX_DEPTH = 40;

/**
 * Entities are not processed at all: a feed that declares its own ("billion laughs") expands to nothing, and the five of
 * XML with the numeric ones are decoded here, one character each. CDATA is kept apart, since it is not to be decoded.
 */
const parser = new XMLParser({
  processEntities: false,
  cdataPropName: CDATA,
  textNodeName: TEXT,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: MAX_DEPTH,
});

/**
 * The items of an RSS 2.0, RSS 1.0 or Atom document.
 * @throws Error with a sentence for people where it is none, is cut off, or is no XML
 */
export function parseFeed(xml: string): FeedItem[] {
  const start = xml.trimStart().slice(0, 200);
  if (start === '') throw new Error('the feed is empty');
  if (/^<(!doctype html|html)/i.test(start)) throw new Error('got an HTML page instead of a feed');
  // The parser forgives a missing end, and the items after it would be lost in silence.
  if (!/<\/(rss|rdf:RDF|feed)\s?>/.test(xml.slice(-1_000))) {
    throw new Error('the feed is cut off, or is no RSS or Atom');
  }
  const document: unknown = parser.parse(xml);
  const rss = at(document, 'rss', 'channel');
  const rdf = at(document, 'rdf:RDF');
  const atom = at(document, 'feed');
  const items = rss !== undefined ? at(rss, 'item') : rdf !== undefined ? at(rdf, 'item') : at(atom, 'entry');
  if (rss === undefined && rdf === undefined && atom === undefined) throw new Error('the document is no RSS or Atom');
  return listOf(items).map(itemOf);
}

function itemOf(item: unknown): FeedItem {
  const link = linkOf(item);
  return {
    guid: first([textOf(at(item, 'guid')), textOf(at(item, 'id')), link]),
    title: htmlToText(textOf(at(item, 'title'))),
    body: htmlToText(
      first([
        textOf(at(item, 'description')),
        textOf(at(item, 'summary')),
        textOf(at(item, 'content:encoded')),
        textOf(at(item, 'content')),
      ]),
    ),
    link,
    date: first([
      textOf(at(item, 'pubDate')),
      textOf(at(item, 'published')),
      textOf(at(item, 'dc:date')),
      textOf(at(item, 'updated')),
    ]),
  };
}

/** RSS has the address as text, Atom in `href`, where `alternate` is the article. */
function linkOf(item: unknown): string {
  const links = listOf(at(item, 'link'));
  const alternate = links.find((link) => ['alternate', undefined].includes(attribute(link, 'rel')));
  return first([decodeReferences(attribute(alternate, 'href') ?? ''), textOf(links[0])]);
}

const attribute = (node: unknown, name: string): string | undefined => {
  const value = at(node, `@${name}`);
  return typeof value === 'string' ? value : undefined;
};

/** Text of an element; CDATA as it is, other text with its references decoded. */
function textOf(node: unknown): string {
  const one = listOf(node)[0];
  if (typeof one === 'string') return decodeReferences(one).trim();
  const cdata = at(one, CDATA);
  const text = at(one, TEXT);
  return [
    ...listOf(cdata).filter((part) => typeof part === 'string'),
    typeof text === 'string' ? decodeReferences(text) : '',
  ]
    .join('')
    .trim();
}

function at(node: unknown, ...path: readonly string[]): unknown {
  let current = node;
  for (const key of path) {
    const one: unknown = Array.isArray(current) ? current[0] : current;
    if (typeof one !== 'object' || one === null || !Object.hasOwn(one, key)) return undefined;
    current = (one as Record<string, unknown>)[key];
  }
  return current;
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

const first = (texts: readonly string[]): string => texts.find((text) => text !== '') ?? '';
