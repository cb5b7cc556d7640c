import { XMLParser } from 'fast-xml-parser';

/** An element with its children in their order: text stands where it stood between the elements. */
export interface XmlElement {
  /** `title`, `item`, `dc:date`: see `canonicalName`. */
  readonly name: string;
  /** Values as they were written, references not decoded. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

/** Character data: `raw` text has references still to be decoded, CDATA has none. */
export interface XmlText {
  readonly text: string;
  readonly isCdata: boolean;
}
export type XmlNode = XmlElement | XmlText;

export const isElement = (node: XmlNode): node is XmlElement => 'name' in node;

const CDATA = '#cdata';
const TEXT = '#text';
const ATTRIBUTES = ':@';
/** Feeds nest five deep. */
const MAX_DEPTH = 40;

/**
 * Entities are not processed at all: a feed that declares its own ("billion laughs") expands to nothing, and the five of
 * XML with the numeric ones are decoded by the reader, one character each. CDATA is kept apart, since it is not to be
 * decoded. Elements that HTML never closes are not waited for, so that one `<br>` does not swallow the rest of its feed.
 */
const parser = new XMLParser({
  preserveOrder: true,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA,
  textNodeName: TEXT,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: MAX_DEPTH,
  unpairedTags: ['br', 'hr', 'img', 'wbr'],
});

/** Namespaces whose elements a feed is read by, with the prefix that is usual for them; feeds may choose another, or none. */
const NAMESPACES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/Atom': '',
  'http://purl.org/atom/ns#': '',
  'http://purl.org/rss/1.0/': '',
  'http://my.netscape.com/rdf/simple/0.9/': '',
  'http://backend.userland.com/rss2': '',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/rss/1.0/modules/content/': 'content',
};

type Scope = Readonly<Record<string, string>>;

/**
 * The root element of an XML document, names told by namespace and not by the prefix somebody chose: `<a:entry>` of Atom is
 * `entry`, a `<title>` of another vocabulary keeps its prefix and is not a title of the feed's.
 * @throws Error where the text is not XML
 */
export function parseXml(xml: string): XmlElement | null {
  // `<br></br>` is good XML, but the parser refuses the end of what it does not wait for.
  const parsed: unknown = parser.parse(xml.replace(/<\/(?:br|hr|img|wbr)\s*>/g, ''));
  const nodes = Array.isArray(parsed) ? parsed.flatMap((node) => nodesOf(node, {})) : [];
  return nodes.find(isElement) ?? null;
}

function nodesOf(raw: unknown, scope: Scope): XmlNode[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const record = raw as Record<string, unknown>;
  const name = Object.keys(record).find((key) => key !== ATTRIBUTES);
  // A processing instruction (`?xml`) is neither text nor element.
  if (name === undefined || name.startsWith('?')) return [];
  const content = record[name];
  if (name === TEXT) return [{ text: String(content), isCdata: false }];
  const children: readonly unknown[] = Array.isArray(content) ? content : [];
  if (name === CDATA) return [{ text: children.map(textIn).join(''), isCdata: true }];
  const attributes = (record[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>;
  const inner = scopeWithin(scope, attributes);
  return [
    { name: canonicalName(name, inner), attributes, children: children.flatMap((child) => nodesOf(child, inner)) },
  ];
}

const textIn = (node: unknown): string =>
  typeof node === 'object' && node !== null && TEXT in node ? String(node[TEXT]) : '';

function scopeWithin(scope: Scope, attributes: Readonly<Record<string, string>>): Scope {
  const declared = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declared.length === 0) return scope;
  return { ...scope, ...Object.fromEntries(declared.map(([name, uri]) => [name.slice('xmlns:'.length), uri.trim()])) };
}

/** The name with the usual prefix of its namespace; a prefix that nobody declared, or of an unknown vocabulary, stays. */
function canonicalName(name: string, scope: Scope): string {
  const colon = name.indexOf(':');
  const [prefix, local] = colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
  const uri = Object.hasOwn(scope, prefix) ? scope[prefix]! : '';
  const usual = Object.hasOwn(NAMESPACES, uri) ? NAMESPACES[uri]! : prefix === 'atom' && uri === '' ? '' : prefix;
  return usual === '' ? local : `${usual}:${local}`;
}
