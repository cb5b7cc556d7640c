import { join } from 'node:path';
import { writeDemoFiles } from '../../../app/data/write-demo.js';
import { renderDemoFiles } from '../../../report/terminal/data.js';
import type { Session } from '../../session.js';
import { pathIn } from './file-options.js';
import type { DemoGiven } from './options.js';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT'];

export async function runDataDemo(session: Session, options: DemoGiven): Promise<void> {
  const { days } = options;
  const written = await writeDemoFiles({ folder: pathIn(session, options.out), symbols: SYMBOLS, days });
  // As the user named the folder: the next command can be typed with it.
  const files = written.map((each) => ({ ...each, file: join(options.out, each.file.split(/[\\/]/).at(-1)!) }));
  if (options.json === true) session.printJson({ files });
  else session.print(renderDemoFiles(files, session.style));
}
