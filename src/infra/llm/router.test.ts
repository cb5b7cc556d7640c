import { describe, expect, it } from 'vitest';
import type { TextResponse } from '../../core/ports/text-model.js';
import { createRouter, inOrder, type Balance, type ModelGroup } from './router.js';
import type { ProviderModel } from './types.js';

const model = (
  name: string,
  generate: ProviderModel['generate'] = () => Promise.reject(new Error(name)),
): ProviderModel => ({
  id: `p/${name}`,
  provider: 'p',
  model: name,
  formats: ['text'],
  contextTokens: null,
  outputTokens: 1,
  sampling: {},
  price: null,
  version: () => Promise.resolve(null),
  generate,
});
const group = (balance: Balance, ...names: string[]): ModelGroup => ({
  balance,
  members: names.map((name) => {
    const [id = '', weight] = name.split(':');
    return { model: model(id), ...(weight === undefined ? {} : { weight: Number(weight) }) };
  }),
});
const turns = (router: ReturnType<typeof createRouter>, count: number, task?: string): string[] =>
  Array.from({ length: count }, () =>
    router
      .order(task)
      .map((m) => m.model)
      .join(''),
  );

describe('router', () => {
  it('keeps an order', () => {
    expect(turns(createRouter([{ groups: [group('in-order', 'a', 'b')] }]), 3)).toEqual(['ab', 'ab', 'ab']);
    expect(
      inOrder([model('a'), model('b')])
        .order()
        .map((m) => m.model),
    ).toEqual(['a', 'b']);
  });

  it('takes turns; the others of a group stand behind', () => {
    const router = createRouter([{ groups: [group('round-robin', 'a', 'b', 'c')] }]);
    expect(turns(router, 4)).toEqual(['abc', 'bca', 'cab', 'abc']);
  });

  it('weighs turns evenly in time', () => {
    const router = createRouter([{ groups: [group('weighted', 'a:5', 'b', 'c:1')] }]);
    const first = turns(router, 14).map((turn) => turn[0]);
    expect(first.slice(0, 7).join('')).toBe('aabacaa');
    expect(first.filter((m) => m === 'a')).toHaveLength(10);
  });

  it('falls back to the next group after all of the first', () => {
    const router = createRouter([{ groups: [group('round-robin', 'a', 'b'), group('in-order', 'z')] }]);
    expect(turns(router, 2)).toEqual(['abz', 'baz']);
  });

  it('routes by task, and everything else to the route without one', () => {
    const router = createRouter([
      { task: 'regime', groups: [group('in-order', 'r')] },
      { groups: [group('in-order', 'x')] },
    ]);
    expect([...turns(router, 1, 'regime'), ...turns(router, 1, 'other'), ...turns(router, 1)]).toEqual(['r', 'x', 'x']);
    expect(createRouter([{ task: 'regime', groups: [] }]).order('other')).toEqual([]);
  });

  it('puts the least busy in front', async () => {
    let finish: (r: TextResponse) => void = () => undefined;
    const slow = (): Promise<TextResponse> => new Promise((resolve) => (finish = resolve));
    const router = createRouter([
      { groups: [{ balance: 'least-busy', members: [{ model: model('a', slow) }, { model: model('b') }] }] },
    ]);
    const request = { system: '', user: '', format: { type: 'text' }, temperature: 0 } as const;
    const [a] = router.order();
    const call = a?.generate(request);
    expect(turns(router, 1)).toEqual(['ba']);
    await expect(router.order()[0]?.generate(request), 'a failed call is no longer under way').rejects.toThrow('b');
    expect(turns(router, 1)).toEqual(['ba']);
    finish({ text: 'done' } as TextResponse);
    await call;
    expect(turns(router, 1)).toEqual(['ab']);
  });

  it.each([
    ['a group without members', [{ groups: [group('in-order')] }]],
    ['a weight that is not above 0', [{ groups: [group('weighted', 'a:0')] }]],
    ['a weight that is not above 0', [{ groups: [group('weighted', 'a:NaN')] }]],
    [
      'two routes for the task "x"',
      [
        { task: 'x', groups: [] },
        { task: 'x', groups: [] },
      ],
    ],
  ])('refuses %s', (what, routes) => {
    expect(() => createRouter(routes)).toThrow(what);
  });
});
