/** What a leaf of a payload is: a moment, a measured number, or text. Told by its look, as no vendor names them alike. */
export type LeafKind = 'time' | 'number' | 'text';

/** Stands for bare text in JSON, e.g. `NaN`, which no serialiser would write. */
export class Raw {
  constructor(readonly text: string) {}
}

type Json = unknown;

const EPOCH = { seconds: [1e9, 2.2e9], ms: [1e12, 2.2e12], us: [1e15, 2.2e15] } as const;

export function kindOf(value: Json): LeafKind {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return 'time';
  const whole = typeof value === 'number' || (typeof value === 'string' && /^\d{10,16}$/.test(value));
  if (
    whole &&
    Number.isInteger(Number(value)) &&
    Object.values(EPOCH).some(([a, b]) => Number(value) > a && Number(value) < b)
  )
    return 'time';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' && /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(value) ? 'number' : 'text';
}

/** Rebuilds a JSON value with every leaf replaced. */
export function mapLeaves(value: Json, change: (leaf: Json, kind: LeafKind) => Json): Json {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, change)]));
  }
  return change(value, kindOf(value));
}

/** Rebuilds a JSON value with its longest array, the rows of the payload, replaced. */
export function mapRows(value: Json, change: (rows: readonly Json[]) => readonly Json[]): Json {
  let longest: readonly Json[] = [];
  const look = (node: Json): void => {
    if (Array.isArray(node) && node.length > longest.length) longest = node;
    if (typeof node === 'object' && node !== null) for (const child of Object.values(node)) look(child);
  };
  look(value);
  const swap = (node: Json): Json => {
    if (node === longest && longest.length > 0) return change(longest);
    if (Array.isArray(node)) return node.map(swap);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, swap(child)]));
  };
  return swap(value);
}

/** JSON text in which `Raw` leaves stand bare. */
export function writeJson(value: Json): string {
  const text = JSON.stringify(marked(value));
  return text.replace(/"\ue000(.*?)\ue000"/g, '$1');
}

function marked(value: Json): Json {
  if (value instanceof Raw) return `\ue000${value.text}\ue000`;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marked(item)]));
}

export const isXml = (body: string): boolean => body.trimStart().startsWith('<');

const XML_TIMES = /(<(pubDate|published|updated)>)([^<]*)(<\/\2>)/g;
const XML_ROWS = /<(item|entry)>[\s\S]*?<\/\1>/g;

/** Replaces the text of every time in a feed. */
export const mapXmlTimes = (xml: string, change: (time: string) => string): string =>
  xml.replace(XML_TIMES, (_, open: string, _tag: string, time: string, close: string) => open + change(time) + close);

/** Replaces the items of a feed. */
export function mapXmlRows(xml: string, change: (rows: readonly string[]) => readonly string[]): string {
  const rows = xml.match(XML_ROWS) ?? [];
  if (rows.length === 0) return xml;
  const start = xml.indexOf(rows[0]!);
  const last = rows.at(-1)!;
  const end = xml.lastIndexOf(last) + last.length;
  return xml.slice(0, start) + change(rows).join('') + xml.slice(end);
}
