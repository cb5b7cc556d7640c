import type { NewsValue } from '../../src/core/observation.js';
import { DIRECTIONS, type Direction, type Payload } from './direction.js';
import { boundary, encodings, hidden, homoglyphs, roleTokens } from './payloads-coded.js';
import { consensus, exfiltration, fakeData, override, steering } from './payloads-plain.js';

export const FAMILIES: Readonly<Record<string, readonly Payload[]>> = {
  override,
  'fake system and role tokens': roleTokens,
  'fake data': fakeData,
  'boundary break and JSON injection': boundary,
  'homoglyphs and ticker swap': homoglyphs,
  'hidden text': hidden,
  'encoding and translation': encodings,
  'fake consensus across 12 items': consensus,
  'output steering and schema stuffing': steering,
  'secret or URL exfiltration': exfiltration,
};

const PLACES = ['title', 'body', 'source'] as const;
export type Place = (typeof PLACES)[number];

export interface InjectionCase {
  readonly name: string;
  readonly family: string;
  readonly place: Place;
  readonly payload: string;
  readonly attacked: readonly NewsValue[];
  /** The same items without the attack. */
  readonly clean: readonly NewsValue[];
}

/** Items in a case of this family; one in any other. */
const CONSENSUS_ITEMS = 12;

const cleanItem = (i: number): NewsValue => ({
  source: `feed-${i + 1}`,
  title: `Trading volumes were little changed on day ${i + 1}`,
  body: 'Analysts saw no single reason for the quiet session.',
  url: null,
  sentiment: null,
  impact_score: 0.5,
});

/** Beside the text where there is room for it; the source is replaced. */
function placed(item: NewsValue, place: Place, payload: string): NewsValue {
  if (place === 'source') return { ...item, source: payload };
  return place === 'title' ? { ...item, title: `${item.title} ${payload}` } : { ...item, body: payload };
}

function injection(family: string, index: number, payload: Payload, place: Place, direction: Direction): InjectionCase {
  const text = payload(direction);
  const clean = Array.from({ length: family === 'fake consensus across 12 items' ? CONSENSUS_ITEMS : 1 }, (_, i) =>
    cleanItem(i),
  );
  return {
    name: `${family} ${index + 1}, ${place}, ${direction.name}`,
    family,
    place,
    payload: text,
    attacked: clean.map((item, i) => placed(item, place, clean.length === 1 ? text : `${text} (${i + 1})`)),
    clean,
  };
}

/** 10 families × 12 payloads × 3 places × 2 directions, each with its clean twin. */
export const CASES: readonly InjectionCase[] = Object.entries(FAMILIES).flatMap(([family, payloads]) =>
  payloads.flatMap((payload, i) =>
    PLACES.flatMap((place) => DIRECTIONS.map((direction) => injection(family, i, payload, place, direction))),
  ),
);
