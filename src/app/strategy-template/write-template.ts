import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asDiskError } from '../../core/disk-error.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { javascriptText } from './javascript.js';
import { assertStrategyName } from './names.js';
import { readmeText } from './readme.js';
import { testText } from './test-file.js';
import { typescriptText } from './typescript.js';

export interface TemplateOptions {
  readonly name: string;
  readonly language: 'ts' | 'js';
  /** Folder in which the strategy gets one of its own; made where it is missing. */
  readonly folder: string;
  /** The strategy's own folder as it is typed in a shell, for the README. Default: its path. */
  readonly shownAs?: string;
}

export interface WrittenTemplate {
  readonly folder: string;
  /** Names within the folder; the strategy comes first. */
  readonly files: readonly string[];
}

/**
 * Writes a strategy to begin with, its test and a README into a folder of its own. Nothing that is there is overwritten.
 * @throws InputError for a name that names nothing, or where the folder is there already; DiskError where it cannot be written
 */
export async function writeStrategyTemplate(options: TemplateOptions): Promise<WrittenTemplate> {
  const { name, language, folder } = options;
  assertStrategyName(name);
  const own = join(folder, name);
  const shown = options.shownAs ?? own;
  const texts: Readonly<Record<string, string>> = {
    [`${name}.${language}`]: language === 'ts' ? typescriptText(name) : javascriptText(name),
    [`${name}.test.mjs`]: testText(name, language),
    'README.md': readmeText(name, language, shown),
  };
  if ((await stat(own).catch(() => null)) !== null) {
    throw new InputError(
      'strategy.exists',
      `${shown} is already there and was left as it is: choose another name, or another ${field('dir')}.`,
      { where: shown },
    );
  }
  try {
    await mkdir(folder, { recursive: true });
    await mkdir(own);
  } catch (error) {
    throw asDiskError(error, shown);
  }
  try {
    for (const [file, text] of Object.entries(texts)) await writeFile(join(own, file), text, { flag: 'wx' });
  } catch (error) {
    // Half a template is of no use; the folder is ours, made a moment ago.
    await rm(own, { recursive: true, force: true }).catch(() => undefined);
    throw asDiskError(error, shown);
  }
  return { folder: own, files: Object.keys(texts) };
}
