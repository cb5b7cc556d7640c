import { parseMoment } from '../../../app/data/time-range.js';
import { tryPrompt } from '../../../app/cycle/try-prompt.js';
import { renderTried } from '../../../report/terminal/prompts.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { isoMinute } from '../../../core/time.js';

export interface TryOptions {
  readonly dates: string;
  readonly data?: readonly string[];
  readonly funding?: readonly string[];
  readonly observations?: string;
  readonly model?: string;
  readonly replay?: boolean;
  readonly json?: boolean;
  readonly config?: string;
}

export async function runPromptTry(session: Session, id: string | undefined, options: TryOptions): Promise<void> {
  const { cwd, signal } = session.io;
  const flags = flagsOf({ ...options }, ['baseAsset', 'horizonHours', 'llm.model']);
  const named = id === undefined ? {} : { 'llm.prompt': { name: 'ID', value: id } };
  const runtime = runtimeFor(session, { ...flags, ...named }, options.config);
  const dates = options.dates.split(',').map((text) => parseMoment(text.trim(), 'dates'));
  const tried = await withProgress(session, 'reading', ({ say }) =>
    tryPrompt(
      {
        dates,
        data: options.data ?? [],
        funding: options.funding ?? [],
        cwd,
        signal,
        // A model that is merely configured is not asked: a look at a prompt costs nothing.
        ask: options.model !== undefined,
        replay: options.replay === true,
        ...(options.observations === undefined ? {} : { observations: options.observations }),
        onDate: (date) => say(`asking about ${isoMinute(date)}`),
      },
      runtime,
    ),
  );
  if (options.json === true) session.printJson(tried);
  else session.print(renderTried(tried, session.style));
}
