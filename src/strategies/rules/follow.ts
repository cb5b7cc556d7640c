import type { AccountState } from '../base.js';
import type { RuleState } from './frame.js';

/** Brings what is remembered in line with the account: stops, targets and refusals happen without the rules. */
export function follow(state: RuleState, account: AccountState, cooldownBars: number): void {
  const { position, target } = account;
  const { growing, takenFrom } = state;
  if (growing !== null) {
    // The same target as before: the addition was refused.
    if (target === growing.target) state.size -= growing.size;
    state.growing = null;
  }
  if (takenFrom !== null && position !== 0) {
    const direction = state.rule?.side === 'long' ? 1 : -1;
    if (Math.sign(position) === direction) state.takenFrom = null;
    else if (Math.sign(target) === Math.sign(position)) {
      // Refused: the rule from before has it again, to close it where its exit was due.
      Object.assign(state, takenFrom);
      state.takenFrom = null;
    }
  }
  if (position !== 0) {
    if (state.rule !== null && Math.sign(position) === (state.rule.side === 'long' ? 1 : -1)) state.barsHeld++;
    return;
  }
  if (state.rule === null || target !== 0) return;
  state.cooldown = state.barsHeld > 0 ? cooldownBars : 0;
  state.rule = null;
  state.closing = false;
  state.barsHeld = 0;
}
