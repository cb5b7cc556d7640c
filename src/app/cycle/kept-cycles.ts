import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { cycleSchema, type CycleDocument } from '../../contract/cycle.js';
import {
  sizingStepsSchema,
  type KeptCycleRow,
  type SizingSteps,
  type StoredCycle,
} from '../../contract/dashboard-cycles.js';
import { timedId } from '../../core/canonical-json.js';
import { InputError, messageOf } from '../../core/errors.js';
import { sizingSteps } from '../../core/position-sizing/index.js';
import { isoTime } from '../../core/time.js';
import { writeFileAtomic } from '../../infra/store/files/atomic-file.js';
import { canonicalSha256 } from '../../infra/store/files/sha256.js';
import { folderNames } from '../runtime/folder-names.js';
import type { Runtime } from '../runtime/runtime.js';

/** A kept cycle as its file holds it. */
const keptSchema = z.object({
  version: z.literal(1),
  time: z.number(),
  source: z.enum(['demo', 'real']),
  steps: sizingStepsSchema.nullable(),
  cycle: cycleSchema,
});

/** A kept cycle as it is read back; what came of it, stored bars say. */
export type KeptCycle = Omit<StoredCycle, 'outcome'>;

const ID = /^(\d{4})(\d{2})(\d{2})-\d{6}-\d{3}-[0-9a-f]{8}$/;
/** Rows that stay in memory. */
const MOST_ROWS = 5_000;

/** Which page of kept cycles is meant. */
export interface KeptCyclePage {
  readonly limit: number;
  /** Id of the last one seen. */
  readonly before?: string | undefined;
  readonly symbol?: string | undefined;
}

const DAY_FOLDER = /^\d{4}-\d{2}-\d{2}$/;

/** `user_data/cycles/2025-01-15/<id>.json`: a folder a day, so that the newest are found without a look at all. */
export const cyclesFolder = (userDataDir: string): string => join(userDataDir, 'cycles');

/** Keeps a cycle whole, with how its sizes came about. @returns its id */
export async function keepCycle(
  { config, clock }: Pick<Runtime, 'config' | 'clock'>,
  cycle: CycleDocument,
  source: StoredCycle['source'],
): Promise<string> {
  const time = clock.now();
  const id = timedId(isoTime(time), canonicalSha256(cycle));
  const kept: z.infer<typeof keptSchema> = { version: 1, time, source, steps: stepsOf(cycle, config), cycle };
  const file = fileOf(config.userDataDir, id)!;
  await mkdir(join(file, '..'), { recursive: true });
  await writeFileAtomic(file, [`${JSON.stringify(kept)}\n`]);
  return id;
}

/**
 * Keeps a cycle of the real market (setting `history.archive`). A failure costs nothing else.
 * @returns the warning, or null where it is kept
 */
export async function keepRealCycle(runtime: Runtime, cycle: CycleDocument): Promise<string | null> {
  if (runtime.config.history.archive === 'off') return null;
  try {
    await keepCycle(runtime, cycle, 'real');
    return null;
  } catch (error) {
    runtime.log.warn('cycle.not-kept', { error });
    return `This cycle was not kept, so that the dashboard will not show it: ${messageOf(error)}`;
  }
}

/** Null where they do not come to what was traded. */
function stepsOf(cycle: CycleDocument, { sizing }: Runtime['config']): SizingSteps | null {
  const { llm_output, news_cap: cap, earned, k_max: kMax, k_long, k_short } = cycle;
  if (llm_output === null) return null;
  const isCapped = cap?.k_long_with_news !== undefined && cap.k_long_with_news !== null;
  const reference = isCapped ? { kLong: cap.k_long_without_news, kShort: cap.k_short_without_news } : null;
  const bounds = { reference, newsCap: isCapped ? cap.cap : null, earned: earned?.share ?? null };
  const steps = sizingSteps(llm_output, bounds, { kMax, profile: sizing.profile });
  return steps.long.at(-1)!.after === k_long && steps.short.at(-1)!.after === k_short ? steps : null;
}

/** Null for what is no id. */
function fileOf(userDataDir: string, id: string): string | null {
  const [, year, month, day]: readonly (string | undefined)[] = ID.exec(id) ?? [];
  return year === undefined ? null : join(cyclesFolder(userDataDir), `${year}-${month}-${day}`, `${id}.json`);
}

/** Cycles that were read last, with the stamp of their file: a page asks for the newest again and again. */
const read = new Map<string, { readonly stamp: string; readonly cycle: Awaited<ReturnType<typeof readKeptCycle>> }>();
const MOST_READ = 20;

/** @param id `latest` is the newest. @throws InputError where there is none, or its file is damaged */
export async function readKeptCycle(userDataDir: string, id: string): Promise<KeptCycle> {
  const found = id === 'latest' ? await newestId(userDataDir) : id;
  const file = fileOf(userDataDir, found ?? '');
  const none = new InputError('cycle.unknown', `There is no kept cycle ${found ?? 'yet'}.`, {
    where: 'id',
    remedy: 'take an id from the list of cycles, or run a cycle',
  });
  if (found === undefined || file === null) throw none;
  let text: string;
  let stamp: string;
  try {
    const { size, mtimeMs } = await stat(file);
    stamp = `${size} ${mtimeMs}`;
    const known = read.get(file);
    if (known?.stamp === stamp) return known.cycle;
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw none;
    throw error;
  }
  try {
    const { time, source, steps, cycle } = keptSchema.parse(JSON.parse(text));
    const whole = { id: found, time, source, cycle, steps };
    read.set(file, { stamp, cycle: whole });
    if (read.size > MOST_READ) read.delete(read.keys().next().value!);
    return whole;
  } catch (error) {
    throw new InputError('cycle.broken', `${file} is not a kept cycle: ${messageOf(error)}.`, { where: file });
  }
}

/** What is known of kept cycles, which never change: a page that is asked for again costs no file. */
export class KeptCycleRows {
  private readonly rows = new Map<string, KeptCycleRow>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly userDataDir: string) {}

  /** A page, the newest first; damaged ones are left out. */
  async list({
    limit,
    before,
    symbol,
  }: KeptCyclePage): Promise<{ readonly cycles: readonly KeptCycleRow[]; readonly next: string | null }> {
    const cycles: KeptCycleRow[] = [];
    for await (const id of newestIds(this.userDataDir, before)) {
      const row = this.rows.get(id) ?? (await this.read(id));
      if (row === null || (symbol !== undefined && row.base_asset !== symbol)) continue;
      if (cycles.length === limit) return { cycles, next: cycles.at(-1)!.id };
      cycles.push(row);
    }
    return { cycles, next: null };
  }

  /** How many there are. Days that are over are counted once: nothing is written into them any more. */
  async count(): Promise<number> {
    const root = cyclesFolder(this.userDataDir);
    const days = newestFirst(await folderNames(root), DAY_FOLDER);
    const open = new Set(days.slice(0, 2));
    let sum = 0;
    for (const day of days) {
      const known = open.has(day) ? undefined : this.counts.get(day);
      const count = known ?? newestFirst(await folderNames(join(root, day)), ID).length;
      this.counts.set(day, count);
      sum += count;
    }
    return sum;
  }

  private async read(id: string): Promise<KeptCycleRow | null> {
    try {
      const row = rowOfCycle(await readKeptCycle(this.userDataDir, id));
      if (this.rows.size >= MOST_ROWS) this.rows.delete(this.rows.keys().next().value!);
      this.rows.set(id, row);
      return row;
    } catch (error) {
      if (error instanceof InputError) return null;
      throw error;
    }
  }
}

export function rowOfCycle({ id, time, source, cycle }: KeptCycle): KeptCycleRow {
  const { snapshot, llm_output, model, usage, k_long, k_short, pos_long, pos_short } = cycle;
  return {
    id,
    time,
    base_asset: snapshot.base_asset,
    decided_at: Date.parse(snapshot.timestamp_utc),
    horizon_hours: snapshot.horizon_hours,
    source,
    model: model.id,
    regime_label: llm_output?.regime_label ?? null,
    prob_bull: llm_output?.prob_bull ?? null,
    stated_prob_bull: cycle.calibration?.prob_bull ?? llm_output?.prob_bull ?? null,
    k_long,
    k_short,
    pos_long,
    pos_short,
    cost_usd: usage?.cost_usd ?? null,
    cached: usage?.replayed ?? false,
  };
}

async function newestId(userDataDir: string): Promise<string | undefined> {
  for await (const id of newestIds(userDataDir)) return id;
  return undefined;
}

async function* newestIds(userDataDir: string, before = '~'): AsyncGenerator<string> {
  const root = cyclesFolder(userDataDir);
  const last = `${before.slice(0, 4)}-${before.slice(4, 6)}-${before.slice(6, 8)}`;
  for (const day of newestFirst(await folderNames(root), DAY_FOLDER)) {
    if (before !== '~' && day > last) continue;
    for (const id of newestFirst(await folderNames(join(root, day)), ID)) if (id < before) yield id;
  }
}

/** By the list that they were sorted from: one that is the same is not sorted again. */
const sorted = new WeakMap<readonly string[], readonly string[]>();

function newestFirst(names: readonly string[], form: RegExp): readonly string[] {
  const known = sorted.get(names);
  if (known !== undefined) return known;
  const found = names.map((name) => name.replace(/\.json$/, '')).filter((name) => form.test(name)).sort().reverse(); // prettier-ignore
  sorted.set(names, found);
  return found;
}
