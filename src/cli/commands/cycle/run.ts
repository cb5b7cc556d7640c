import { withRecordedPrompt } from '../../../app/prompts/recorded-prompt.js';
import { join, relative, resolve } from 'node:path';
import { chooseModel, type FlagValue, type ModelChoice } from '../../../app/config/index.js';
import type { CycleDocument } from '../../../app/cycle.js';
import { decideLive, type LiveRequest } from '../../../app/decide-live.js';
import { CYCLE_EARNED, parseCalibrationChoice, parseEarned } from '../../../app/earned/choices.js';
import type { MeasureRequest } from '../../../app/earned/cycle-measures.js';
import { keepDecision } from '../../../app/earned/keep-decision.js';
import type { Runtime } from '../../../app/runtime.js';
import type { MarketSnapshot } from '../../../core/market-snapshot/index.js';
import { renderCycle } from '../../../report/terminal/index.js';
import { assertWritable, writeDocument } from '../../output-file.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { takeSnapshot, type SnapshotChoice } from '../../snapshot-input.js';
import { SNAPSHOT_FLAGS } from '../../snapshot-options.js';

export interface CycleCommandOptions extends SnapshotChoice {
  readonly model?: string;
  readonly baseSize?: string;
  readonly ensembleWeights?: string;
  readonly calibrate?: string;
  /** True without an evaluation. */
  readonly earned?: string | true;
  readonly replay?: boolean;
  /** True without a file name. */
  readonly save?: string | true;
  readonly json?: boolean;
  readonly config?: string;
}

const FLAGS = [
  ...SNAPSHOT_FLAGS,
  'llm.model',
  'llm.prompt',
  'llm.temperature',
  'llm.ensembleWeights',
  'sizing.baseLongSize',
  'sizing.baseShortSize',
  'sizing.kMax',
  'sizing.profile',
];

function cycleFlags(options: CycleCommandOptions): Record<string, FlagValue | undefined> {
  const flags = flagsOf({ ...options }, FLAGS);
  if (options.baseSize === undefined) return flags;
  const size = { name: '--base-size', value: options.baseSize };
  return { ...flags, 'sizing.baseLongSize': size, 'sizing.baseShortSize': size };
}

/** @throws InputError naming the option whose text is wrong */
const measuresOf = ({ calibrate, earned }: CycleCommandOptions): MeasureRequest => ({
  ...(calibrate === undefined ? {} : { calibrate: parseCalibrationChoice(calibrate) }),
  ...(earned === undefined ? {} : { earned: parseEarned(earned, CYCLE_EARNED) }),
});

/** Asks the model; on a terminal a spinner says who thinks, and how much it has said so far. */
function decide(
  session: Session,
  runtime: Runtime,
  snapshot: MarketSnapshot,
  choice: ModelChoice,
  request: Pick<LiveRequest, 'replay' | 'measure'>,
): Promise<CycleDocument> {
  const { signal } = session.io;
  if (choice.kind === 'baseline') return decideLive(runtime, snapshot, choice, { ...request, signal });
  return withProgress(session, `${choice.id} is thinking`, ({ say }) => {
    let characters = 0;
    const onText = (delta: string): void => {
      characters += delta.length;
      say(`${choice.id} is answering (${characters} characters)`);
    };
    return decideLive(runtime, snapshot, choice, { ...request, signal, onText });
  });
}

/** `2025-01-15T12-00-00Z-btcusdt-4f2a`: sorts by time, and two runs of one second do not collide. */
function runId({ clock, random }: Runtime, snapshot: MarketSnapshot): string {
  const at = new Date(clock.now()).toISOString().slice(0, 19).replace(/:/g, '-');
  const tail = Math.floor(random.next() * 65_536)
    .toString(16)
    .padStart(4, '0');
  return `${at}Z-${snapshot.base_asset.toLowerCase()}-${tail}`;
}

export async function runCycleCommand(session: Session, options: CycleCommandOptions): Promise<void> {
  const { cwd } = session.io;
  const given = runtimeFor(session, cycleFlags(options), options.config);
  const runtime = options.replay === true ? await withRecordedPrompt(given) : given;
  const choice = chooseModel(runtime.loaded, { replay: options.replay === true });
  const measure = measuresOf(options);
  if (typeof options.save === 'string') await assertWritable(options.save, '--save', cwd);

  const snapshot = await takeSnapshot(options, runtime, session);
  const result = await decide(session, runtime, snapshot, choice, { replay: options.replay === true, measure });
  if (options.realData === true) {
    const warning = await keepDecision(runtime, result);
    if (warning !== null) session.warn([warning]);
  }
  if (options.json === true) session.printJson(result);
  else session.print(renderCycle(result, session.style));

  if (options.save === undefined) return;
  const path =
    options.save === true
      ? join(runtime.config.userDataDir, 'runs', runId(runtime, snapshot), 'cycle.json')
      : resolve(cwd, options.save);
  await writeDocument(path, result);
  session.note(`Saved ${relative(cwd, path)}`);
}
