import { expect, it } from 'vitest';
import { ROOT } from '../docs/documents.js';
import { PLACES } from '../support/places.js';

it.each(Object.keys(PLACES))('a %s stands in every place where it has to (CONTRIBUTING.md)', async (kind) => {
  expect(await PLACES[kind]!(ROOT)).toEqual([]);
});
