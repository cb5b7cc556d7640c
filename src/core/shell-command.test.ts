import { expect, it } from 'vitest';
import { shellCommand } from './shell-command.js';

it('is typed as it stands', () => {
  expect(shellCommand('doctor')).toBe('llm-trading doctor');
  expect(shellCommand('data fetch BTCUSDT', { interval: '1h', from: '2024-01-01' })).toBe(
    'llm-trading data fetch BTCUSDT --interval 1h --from 2024-01-01',
  );
  expect(shellCommand('ledger prune', { keepLatest: true })).toBe('llm-trading ledger prune --keep-latest');
});
