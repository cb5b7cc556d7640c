import { InputError, messageOf } from '../../core/errors.js';
import { writeFileAtomic } from '../../infra/store/bars/atomic-file.js';
import { renderComparisonPage } from '../../report/html/compare.js';
import type { ComparedRuns } from './compare-runs.js';

/** Writes the comparison as one page that opens from disk. @throws InputError where it cannot be written */
export async function writeComparisonPage(file: string, { comparison, results }: ComparedRuns): Promise<void> {
  const text = renderComparisonPage(comparison, results);
  try {
    await writeFileAtomic(file, [Buffer.from(text)]);
  } catch (error) {
    throw new InputError('output.file', `${file} cannot be written (${messageOf(error)}): choose another place.`, {
      where: file,
      cause: error,
    });
  }
}
