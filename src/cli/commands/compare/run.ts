import { join, resolve } from 'node:path';
import { compareRuns } from '../../../app/compare/compare-runs.js';
import { writeComparisonPage } from '../../../app/compare/write-page.js';
import { renderComparison } from '../../../report/terminal/compare.js';
import { assertWritable } from '../../output-file.js';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';
import type { CompareGiven } from './options.js';

export async function runCompare(session: Session, ids: readonly string[], options: CompareGiven): Promise<void> {
  const { cwd } = session.io;
  const { userDataDir } = loadSettings(session, {}, options.config).config;
  if (options.html !== undefined) await assertWritable(options.html, '--html', cwd);
  const root = options.runs === undefined ? join(userDataDir, 'runs') : resolve(cwd, options.runs);
  const compared = await compareRuns(root, ids);
  if (options.json === true) session.printJson(compared.comparison);
  else session.print(renderComparison(compared.comparison, compared.results, session.style));
  if (options.html === undefined) return;
  await writeComparisonPage(resolve(cwd, options.html), root, compared, session.language);
  session.note(session.say('Wrote {file}', { file: options.html }));
}
