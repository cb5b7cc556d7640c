import { InputError } from '../../core/errors.js';
import type { TextResponse } from '../../core/ports/text-model.js';
import type { ProviderModel } from './types.js';

/**
 * How the members of a group share the work. `in-order`: the first always goes first; `round-robin`: each in turn; `weighted`:
 * each in turn, as often as its weight says; `least-busy`: whoever has the fewest calls under way.
 */
export type Balance = 'in-order' | 'round-robin' | 'weighted' | 'least-busy';

export interface GroupMember {
  readonly model: ProviderModel;
  /** Share of the calls under `weighted`, above 0. Default 1. */
  readonly weight?: number;
}

/** Models that can stand for each other, e.g. the same model on two machines. */
export interface ModelGroup {
  readonly balance: Balance;
  readonly members: readonly GroupMember[];
}

export interface Route {
  /** What the route is for (`TextRequest.task`); the route without a task is for everything else. */
  readonly task?: string;
  /** In the order of falling back: a later group is asked only when all of an earlier one failed. */
  readonly groups: readonly ModelGroup[];
}

export interface ModelRouter {
  /** The models to try for a task, the one to ask first in front. Each call takes the next turn of load balancing. */
  order(task?: string): readonly ProviderModel[];
}

/** @throws InputError for a group without members, a weight that is not above 0, or two routes for one task */
export function createRouter(routes: readonly Route[]): ModelRouter {
  const byTask = new Map<string | undefined, Turn[]>();
  for (const { task, groups } of routes) {
    if (byTask.has(task)) throw wrong(`has two routes for the task "${task ?? 'any'}"`);
    byTask.set(task, groups.map(turnOf));
  }
  return {
    order(task) {
      const turns = byTask.get(task) ?? byTask.get(undefined) ?? [];
      return turns.flatMap((turn) => turn());
    },
  };
}

/** The common case: these models, each after the one before it has failed, for every task. */
export const inOrder = (models: readonly ProviderModel[]): ModelRouter => ({ order: () => models });

/** Members in the order in which they are to be tried this time. */
type Turn = () => readonly ProviderModel[];

const wrong = (what: string): InputError =>
  new InputError('llm.router', `The model router ${what}.`, { where: 'llm.routes', remedy: 'Correct the routes.' });

function turnOf({ balance, members }: ModelGroup): Turn {
  if (members.length === 0) throw wrong('has a group without members');
  const models = members.map((member) => member.model);
  switch (balance) {
    case 'in-order':
      return () => models;
    case 'round-robin':
      return roundRobin(models);
    case 'weighted':
      return weighted(members);
    case 'least-busy':
      return leastBusy(models);
  }
}

const rotated = <T>(items: readonly T[], first: number): T[] => [...items.slice(first), ...items.slice(0, first)];

function roundRobin(models: readonly ProviderModel[]): Turn {
  let next = 0;
  return () => {
    const turn = rotated(models, next);
    next = (next + 1) % models.length;
    return turn;
  };
}

/** Smooth weighted round robin, as nginx does it: with 5, 1, 1 the turns are a a b a c a a, not a a a a a b c. */
function weighted(members: readonly GroupMember[]): Turn {
  const shares = members.map(({ weight = 1 }) => weight);
  if (shares.some((share) => !Number.isFinite(share) || share <= 0)) throw wrong('has a weight that is not above 0');
  const total = shares.reduce((sum, share) => sum + share, 0);
  const credit = shares.map(() => 0);
  return () => {
    shares.forEach((share, i) => (credit[i] = (credit[i] ?? 0) + share));
    const ranked = members.map((_, i) => i).sort((a, b) => (credit[b] ?? 0) - (credit[a] ?? 0) || a - b);
    const first = ranked[0] ?? 0;
    credit[first] = (credit[first] ?? 0) - total;
    return ranked.flatMap((i) => members[i]?.model ?? []);
  };
}

function leastBusy(models: readonly ProviderModel[]): Turn {
  const counted = models.map((model) => {
    const member = { busy: 0, model };
    member.model = {
      ...model,
      async generate(request, options): Promise<TextResponse> {
        member.busy += 1;
        try {
          return await model.generate(request, options);
        } finally {
          member.busy -= 1;
        }
      },
    };
    return member;
  });
  // Sorting is stable: of equally busy ones the first stays in front.
  return () => [...counted].sort((a, b) => a.busy - b.busy).map((member) => member.model);
}
