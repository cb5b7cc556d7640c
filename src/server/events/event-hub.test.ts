import { describe, expect, it } from 'vitest';
import type { DashboardEvent } from '../../contract/dashboard-events.js';
import { EventHub } from './event-hub.js';

const listen = (hub: EventHub, lastSeen: string | null = null): DashboardEvent[] => {
  const got: DashboardEvent[] = [];
  hub.join((event) => got.push(event) > 0, lastSeen);
  return got;
};
const run = (id: string) => ({ type: 'run', id }) as const;

describe('the events', () => {
  it('come in order, numbered without a gap, after a greeting', () => {
    const hub = new EventHub();
    const got = listen(hub);
    for (const id of ['a', 'b']) hub.tell(run(id));
    expect(got.map(({ type, seq }) => `${type} ${seq}`)).toEqual(['hello 0', 'run 1', 'run 2']);
  });

  it('that were missed are told to who comes back, and no others', () => {
    const hub = new EventHub();
    for (const id of ['a', 'b', 'c']) hub.tell(run(id));
    expect(listen(hub, `${hub.server}.1`).map(({ type, seq }) => `${type} ${seq}`)).toEqual(['hello 3', 'run 2', 'run 3']); // prettier-ignore
    expect(listen(hub, `${hub.server}.3`).map(({ type }) => type)).toEqual(['hello']);
  });

  it('that are not kept any more are told to be missing', () => {
    const hub = new EventHub();
    for (let i = 0; i < 1_002; i++) hub.tell(run(String(i)));
    expect(listen(hub, `${hub.server}.1`).map(({ type }) => type)).toEqual(['hello', 'gap']);
    expect(listen(hub, `${hub.server}.2`)).toHaveLength(1_001);
  });

  it.each(['other.0', 'nonsense', ''])('of another start, or of none (%j), are missing as well', (lastSeen) => {
    expect(listen(new EventHub(), lastSeen).map(({ type }) => type)).toEqual(['hello', 'gap']);
  });

  it('are not told to who takes no more, and nobody waits for him', () => {
    const hub = new EventHub();
    let taken = 0;
    hub.join(() => ++taken < 2, null);
    const other = listen(hub);
    for (const id of ['a', 'b', 'c']) hub.tell(run(id));
    expect([taken, hub.listening, other.length]).toEqual([2, 1, 4]);
  });
});
