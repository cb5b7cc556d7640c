import { join, relative, resolve } from 'node:path';
import { shippedStrategies } from '../../../app/strategy-template/shipped.js';
import { writeStrategyTemplate } from '../../../app/strategy-template/write-template.js';
import { assertUsableFolder } from '../../../app/runtime/user-data.js';
import { renderStrategies } from '../../../report/terminal/strategies.js';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';
import type { StrategyListGiven, StrategyNewGiven } from './options.js';

export function runStrategyList(session: Session, options: StrategyListGiven): void {
  const strategies = shippedStrategies();
  if (options.json === true) session.printJson({ strategies });
  else session.print(renderStrategies(strategies, session.style));
}

export async function runStrategyNew(session: Session, name: string, options: StrategyNewGiven): Promise<void> {
  const { cwd } = session.io;
  const parent =
    options.dir === undefined
      ? join(loadSettings(session, {}, options.config).config.userDataDir, 'strategies')
      : resolve(cwd, options.dir);
  // Node would wait for ever to make a folder in one of the system itself.
  await assertUsableFolder(parent);
  // A shell of any system understands forward slashes.
  const shown = (relative(cwd, join(parent, name)) || '.').replace(/\\/g, '/');
  const { files } = await writeStrategyTemplate({
    name,
    language: options.js === true ? 'js' : 'ts',
    folder: parent,
    shownAs: shown,
  });
  session.print(
    [
      `${session.say('Wrote {file}', { file: shown })}: ${files.join(', ')}`,
      session.say('Try it on generated data:'),
      '  llm-trading data demo --out demo',
      `  llm-trading backtest --data demo/demo-BTCUSDT-1h.csv --strategy ${shown}/${files[0]!}`,
    ].join('\n'),
  );
}
