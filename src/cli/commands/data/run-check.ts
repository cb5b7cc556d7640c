import { access } from 'node:fs/promises';
import { sep } from 'node:path';
import { openBarStore } from '../../../app/runtime/user-data.js';
import { checkFiles, checkSeries } from '../../../app/data/check-files.js';
import type { CheckReport } from '../../../contract/data-check.js';
import { findSeries } from '../../../app/data/series-name.js';
import { renderCheck } from '../../../report/terminal/data-check.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { fileReading, pathIn } from './file-options.js';
import type { CheckGiven } from './options.js';

/** @returns the exit code: 2 where bars cannot be used as they are */
export async function runDataCheck(session: Session, targets: readonly string[], options: CheckGiven): Promise<number> {
  const { config, clock } = runtimeFor(session, {}, options.config);
  const read = { ...fileReading(options), signal: session.io.signal };
  const reports = await withProgress(session, session.say('reading'), async () => {
    const store = openBarStore(config);
    const files: string[] = [];
    const found: CheckReport[] = [];
    for (const target of targets) {
      const file = pathIn(session, target);
      const isFile = await access(file).then(
        () => true,
        () => false,
      );
      const key = isFile ? null : await findSeries(store, target);
      if (key === null) files.push(file);
      else found.push(checkSeries(await store.load(key), clock.now()));
    }
    const checked = files.length === 0 ? [] : await checkFiles(files, clock.now(), read);
    return [...checked.map((report) => relativeTo(session.io.cwd, report)), ...found];
  });
  if (options.json === true) session.printJson({ reports });
  else session.print(reports.map((report) => renderCheck(report, session.style)).join('\n\n'));
  return reports.every(({ ok }) => ok) ? EXIT.done : EXIT.input;
}

/** Files in the working directory by their names there. */
function relativeTo(cwd: string, report: CheckReport): CheckReport {
  const shorten = (text: string): string => text.replaceAll(`${cwd}${sep}`, '');
  return {
    ...report,
    files: report.files.map((each) => ({ ...each, file: shorten(each.file) })),
    findings: report.findings.map((each) => ({ ...each, message: shorten(each.message) })),
  };
}
