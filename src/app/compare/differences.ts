import type { Difference } from '../../contract/comparison.js';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';

/** Parts of the configuration that tell what came out, not what was set. */
const OUTCOMES = new Set(['regime.failures', 'regime.totals', 'regime.answered_by']);

/** Leaves of a configuration by their dotted path; a list is one leaf. */
function leaves(value: unknown, path: string, into: Map<string, string>): void {
  if (OUTCOMES.has(path)) return;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, path === '' ? key : `${path}.${key}`, into);
    return;
  }
  into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
}

function settingsOf({ configuration, data, code_version: code }: BacktestResultDocument): Map<string, string> {
  const found = new Map<string, string>();
  leaves(configuration, '', found);
  // By content: the same bars under another name are the same.
  for (const { symbol, role, sha256 } of data) {
    if (role !== 'regime') found.set(`content of ${symbol} ${role}`, `sha256 ${sha256.slice(0, 12)}`);
  }
  found.set('program', code.commit === null ? code.version : `${code.version} ${code.commit.slice(0, 12)}`);
  found.set('node', code.node);
  return found;
}

/** What was not the same in all of these runs: settings, inputs by their content, the program. */
export function differencesOf(results: readonly BacktestResultDocument[]): Difference[] {
  const settings = results.map(settingsOf);
  const names = new Set(settings.flatMap((each) => [...each.keys()]));
  return [...names]
    .map((name) => ({ name, values: settings.map((each) => each.get(name) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}
