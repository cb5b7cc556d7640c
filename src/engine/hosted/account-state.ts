import type { AccountState } from '../../strategies/base.js';
import type { FedAccount } from '../account/fed/fed-account.js';

/** What a strategy may ask of an account at a close. */
export function accountStateOf(
  account: FedAccount,
  { symbol, close }: { readonly symbol: string; readonly close: number },
): AccountState {
  const equity = account.equity();
  return {
    cash: account.cash,
    equity,
    position: account.position(symbol),
    exposure: (account.position(symbol) * close) / equity,
    entryPrice: account.entryPrice(symbol),
    target: account.acceptedTarget(symbol),
    positionOf: (other) => account.position(other),
  };
}
