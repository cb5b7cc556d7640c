import { expect, it } from 'vitest';
import { walkPath, type RestingLevel } from './walk.js';

const level = (item: string, direction: 1 | -1, price: number, isLimit = false, rank = 0): RestingLevel<string> => ({
  item,
  direction,
  price,
  isLimit,
  rank,
});

/** What a path meets, in order; each is met once, as a filled order is. */
function met(path: readonly number[], given: readonly RestingLevel<string>[]): [string, number][] {
  const seen: [string, number][] = [];
  let open = [...given];
  walkPath(
    path,
    () => open,
    (item, price) => {
      seen.push([item, price]);
      open = open.filter((each) => each.item !== item);
    },
  );
  return seen;
}

it('meets levels in the order of the path', () => {
  const levels = [level('up 2', 1, 106), level('down 2', -1, 91), level('up 1', 1, 103), level('down 1', -1, 96)];
  expect(met([100, 90, 110, 105], levels)).toEqual([
    ['down 1', 96],
    ['down 2', 91],
    ['up 1', 103],
    ['up 2', 106],
  ]);
  expect(met([100, 110, 90, 105], levels).map(([item]) => item)).toEqual(['up 1', 'up 2', 'down 1', 'down 2']);
});

it('acts at the open where that is already beyond', () => {
  expect(met([100, 105, 95], [level('stop', -1, 102), level('limit', 1, 99, true)])).toEqual([
    ['stop', 100],
    ['limit', 100],
  ]);
});

it('touches a trigger and goes through a limit', () => {
  const at95 = [level('trigger', -1, 95), level('limit', -1, 95, true, 2)];
  expect(met([100, 95, 101], at95)).toEqual([['trigger', 95]]);
  expect(met([100, 94.9, 101], at95)).toEqual([
    ['trigger', 95],
    ['limit', 95],
  ]);
  expect(met([95], at95)).toEqual([['trigger', 95]]);
});

it('goes on with what came into being on the way, from where it did', () => {
  const seen: [string, number][] = [];
  let levels = [level('stop-limit', -1, 96)];
  walkPath(
    [100, 94, 104],
    () => levels,
    (item, price) => {
      seen.push([item, price]);
      levels = item === 'stop-limit' ? [level('its limit', 1, 98, true)] : [];
    },
  );
  expect(seen).toEqual([
    ['stop-limit', 96],
    ['its limit', 98],
  ]);
});

it('tries what stays, as after a part fill, once on each leg', () => {
  const tried: number[] = [];
  walkPath(
    [100, 90, 99, 90],
    () => [level('stays', -1, 95, true)],
    (_, price) => tried.push(price),
  );
  // The second leg begins beyond the level, the third goes through it again.
  expect(tried).toEqual([95, 90, 95]);
});
