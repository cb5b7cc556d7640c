import type { JobRequest } from '../../../../src/contract/dashboard-jobs.js';
import type { StrategyInfo } from '../../../../src/contract/strategies.js';

type Params = NonNullable<Extract<JobRequest, { kind: 'backtest' }>['request']['params']>;

/**
 * Parameters as they were typed: a number, a list or `true` where the text is one, else the text itself, which the server refuses by
 * name where it is wrong. What is empty stays at its default.
 */
export function paramsOf(parameters: StrategyInfo['parameters'], typed: Readonly<Record<string, string>>): Params {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const text = typed[name]?.trim() ?? '';
      return text === '' ? [] : [[name, valueOf(text)]];
    }),
  ) as Params;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
