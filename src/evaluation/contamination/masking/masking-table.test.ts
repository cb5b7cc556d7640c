import { expect, it } from 'vitest';
import { z } from 'zod';
import { marketSnapshotSchema } from '../../../core/market-snapshot/schema.js';
import { MASKING_TABLE } from './masking-table.js';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
}

/** Paths of everything in the document that holds no further fields. */
function leaves(node: Node, path = ''): string[] {
  if (node.properties !== undefined)
    return Object.entries(node.properties).flatMap(([name, child]) =>
      leaves(child, path === '' ? name : `${path}.${name}`),
    );
  if (node.items !== undefined) return leaves(node.items, `${path}[]`);
  if (typeof node.additionalProperties === 'object') return leaves(node.additionalProperties, `${path}.*`);
  return [path];
}

it('says for every field of a snapshot how it is masked, and for no other', () => {
  const paths = leaves(z.toJSONSchema(marketSnapshotSchema) as Node);
  expect(paths.length).toBeGreaterThan(40);
  expect(Object.keys(MASKING_TABLE).sort()).toEqual(paths.sort());
});

it('rescales every amount of money: the fields whose unit is USD', async () => {
  const { SNAPSHOT_FIELDS } = await import('../../../core/market-snapshot/fields/index.js');
  for (const [group, fields] of Object.entries(SNAPSHOT_FIELDS)) {
    for (const [name, { unit }] of Object.entries(fields)) {
      const rule = MASKING_TABLE[`${group}.${name}`];
      expect(rule, `${group}.${name}`).toBe(unit.startsWith('USD') ? 'rescaled' : 'kept');
    }
  }
});
