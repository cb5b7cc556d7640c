import type { Comparison } from '../../contract/comparison.js';
import { dirname, join, relative, sep } from 'node:path';
import { renderComparisonPage } from '../../report/html/compare.js';
import { voiceOf } from '../../report/html/voice.js';
import type { Language } from '../../report/language/catalogue.js';
import { RUN_FILES } from '../runs/run-files.js';
import type { ComparedRuns } from './compare-runs.js';
import { writeFileAtomic } from '../../infra/store/files/atomic-file.js';

/** The report of each run, relative to the page, so that both may be moved together. */
function reportLinks(file: string, root: string, { runs }: Comparison): string[] {
  return runs.map(({ id }) =>
    relative(dirname(file), join(root, id, RUN_FILES.report))
      .split(sep)
      .map(encodeURIComponent)
      .join('/'),
  );
}

/** Writes the comparison as one page that opens from disk. @throws DiskError where it cannot be written */
export async function writeComparisonPage(
  file: string,
  root: string,
  { comparison, results }: ComparedRuns,
  language: Language = 'en',
): Promise<void> {
  const text = renderComparisonPage(comparison, results, reportLinks(file, root, comparison), await voiceOf(language));
  await writeFileAtomic(file, [Buffer.from(text)]);
}
