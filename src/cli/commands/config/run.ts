import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { configJsonSchema, envTemplate, shownSettings, YAML_FILE, yamlTemplate } from '../../../app/config/index.js';
import { InputError } from '../../../core/errors.js';
import { truncate, untrusted } from '../../../report/terminal/layout.js';
import type { TerminalStyle } from '../../../report/terminal/style.js';
import type { OutputGiven } from '../../options/rows.js';
import { writeText } from '../../output-file.js';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';
import type { ConfigInitGiven } from './options.js';

const padTo = (text: string, width: number): string => text.padEnd(width);

function table(rows: ReturnType<typeof shownSettings>, style: TerminalStyle): string {
  const { paint } = style;
  const keyWidth = Math.max(...rows.map((row) => row.key.length));
  const valueWidth = Math.max(18, Math.min(44, style.width - keyWidth - 26));
  return rows
    .map((row) => {
      const value = truncate(untrusted(row.value === null ? '-' : String(row.value)), valueWidth, style);
      const line = `${padTo(row.key, keyWidth)}  ${padTo(value, valueWidth)}  ${untrusted(row.origin)}`.trimEnd();
      return row.origin === 'default' ? paint.dim(line) : line;
    })
    .join('\n');
}

export function runConfigShow(session: Session, options: OutputGiven): void {
  const rows = shownSettings(loadSettings(session, {}, options.config));
  if (options.json === true) session.printJson({ settings: rows });
  else session.print(table(rows, session.style));
}

export async function runConfigInit(session: Session, options: ConfigInitGiven): Promise<void> {
  const path = join(session.io.cwd, YAML_FILE);
  const there = await stat(path).catch(() => null);
  if (there !== null && options.force !== true) {
    throw new InputError(
      'config.init',
      `${YAML_FILE} is already there and was left as it is: use --force to replace it.`,
      { where: path },
    );
  }
  // Whole or not at all: a settings file that a full disk cut short would be in the way of the next try.
  await writeText(path, [yamlTemplate()]);
  session.print(
    session.say(
      'Wrote {file}: every setting is in it, switched off. "llm-trading config show" shows what is in force.',
      {
        file: YAML_FILE,
      },
    ),
  );
}

export function runConfigEnv(session: Session): void {
  session.print(envTemplate());
}

export function runConfigSchema(session: Session): void {
  session.printJson(configJsonSchema());
}
