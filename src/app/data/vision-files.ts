import { rm } from 'node:fs/promises';
import PQueue from 'p-queue';
import {
  ChecksumError,
  downloadVerified,
  type DownloadOptions,
  type VerifiedDownload,
} from '../../infra/store/bars/vision/download.js';
import type { VisionFile } from '../../infra/store/bars/vision/plan.js';

/** A file of the archive that waits to be read. */
export interface FetchedFile {
  readonly plan: VisionFile;
  readonly file: string;
  readonly sha256: string;
}

export interface VisionFilesOptions extends DownloadOptions {
  /** What is stored already: path → sha256, or `absent` for a day that the archive was found not to have. */
  readonly manifest: ReadonlyMap<string, string>;
  readonly refresh: boolean;
  /** After each file of the plan. */
  readonly onFile?: (done: number, total: number, bytes: number) => void;
}

export const ABSENT = 'absent';
const AT_ONCE = 4;
/** Files asked for, spread over the range, before it is believed that the archive has nothing of a pair. */
const SAMPLES = 8;

/** Gets the files of a plan, and the days of months whose file is not there or does not fit its checksum. */
export class VisionFiles {
  readonly fetched: FetchedFile[] = [];
  /** Paths that the archive was asked for and does not have. */
  readonly missing = new Set<string>();
  /** Months of which the days were taken, since their file never fitted its checksum. */
  readonly distrusted: string[] = [];
  /** Taken without their checksum, since the user said so. */
  readonly unverified: string[] = [];
  readonly tally = { downloaded: 0, resumed: 0, skipped: 0, bytes: 0 };
  private readonly there = new Set<VisionFile>();
  private readonly asked = new Set<VisionFile>();

  constructor(private readonly options: VisionFilesOptions) {}

  /** @returns whether the archive has anything of the plan */
  async getAll(plan: readonly VisionFile[]): Promise<boolean> {
    let done = 0;
    const get = async (file: VisionFile): Promise<void> => {
      await this.get(file);
      this.options.onFile?.(++done, plan.length, this.tally.bytes);
    };
    // Of a pair that does not exist nobody wants to ask for every month and day.
    const samples = this.options.manifest.size === 0 ? spread(plan, SAMPLES) : [];
    await atOnce(samples, get);
    const rest = plan.filter((file) => !samples.includes(file));
    if (samples.length > 0 && this.there.size === 0 && !(await this.anyDay(samples))) return false;
    await atOnce(rest, get);
    await this.daysOfMissingMonths(plan);
    return this.there.size > 0;
  }

  /** Asks for one file, without its days. */
  async get(file: VisionFile): Promise<boolean> {
    const { manifest, refresh, signal } = this.options;
    signal?.throwIfAborted();
    this.asked.add(file);
    const known = manifest.get(file.path);
    if (known !== undefined && !refresh) {
      if (known === ABSENT) return false;
      this.tally.skipped++;
      this.there.add(file);
      return true;
    }
    const got = await this.download(file);
    if (got === null) {
      this.missing.add(file.path);
      return false;
    }
    this.there.add(file);
    if (known === got.sha256) {
      this.tally.skipped++;
      await rm(got.file, { force: true });
    } else {
      this.tally[got.resumed ? 'resumed' : 'downloaded']++;
      this.tally.bytes += got.bytes;
      if (got.unverified) this.unverified.push(file.path);
      this.fetched.push({ plan: file, file: got.file, sha256: got.sha256 });
    }
    return true;
  }

  private async download(file: VisionFile): Promise<VerifiedDownload | null> {
    try {
      return await downloadVerified(file.path, this.options);
    } catch (error) {
      if (!(error instanceof ChecksumError) || file.days.length === 0) throw error;
      // The days of a month have files and checksums of their own.
      if (!(await this.daysOf(file))) throw error;
      this.distrusted.push(file.path);
      return null;
    }
  }

  private async anyDay(files: readonly VisionFile[]): Promise<boolean> {
    // Only a month just over has days and no file of its own yet; others would mean a hole of the archive at each sample.
    const last = files.at(-1)!;
    return this.daysOf(last);
  }

  /** Months without a file that lie beside something the archive has, until no more comes. */
  private async daysOfMissingMonths(plan: readonly VisionFile[]): Promise<void> {
    const tried = new Set<VisionFile>();
    for (let went = true; went;) {
      went = false;
      for (const [index, file] of plan.entries()) {
        const beside = [plan[index - 1], plan[index + 1]].some((other) => other !== undefined && this.there.has(other));
        const due = file.days.length > 0 && !this.there.has(file) && (beside || index === plan.length - 1);
        if (!due || tried.has(file)) continue;
        tried.add(file);
        if (await this.daysOf(file)) {
          this.there.add(file);
          went = true;
        }
      }
    }
  }

  /** All days of a month, if it has its first, its middle or its last. @returns whether it has any */
  private async daysOf({ days, path }: VisionFile): Promise<boolean> {
    const probes = [...new Set([days[0], days[days.length >> 1], days.at(-1)])].filter((day) => day !== undefined);
    let found = false;
    for (const day of probes) if (!this.asked.has(day)) found = (await this.get(day)) || found;
    found ||= days.some((day) => this.there.has(day));
    if (!found) {
      for (const day of probes) this.missing.delete(day.path);
      return false;
    }
    await atOnce(
      days.filter((day) => !this.asked.has(day)),
      (day) => this.get(day),
    );
    // What a month lacks is told by its days.
    this.missing.delete(path);
    return true;
  }
}

function spread(plan: readonly VisionFile[], count: number): VisionFile[] {
  if (plan.length <= count) return [...plan];
  return Array.from({ length: count }, (_, i) => plan[Math.round((i * (plan.length - 1)) / (count - 1))]!);
}

/** A few at once. After a failure no further file is begun; those under way are finished, and kept for the next run. */
export async function atOnce(files: readonly VisionFile[], get: (file: VisionFile) => Promise<unknown>): Promise<void> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  const failures: unknown[] = [];
  for (const file of files) {
    void queue.add(async () => {
      try {
        await get(file);
      } catch (error) {
        failures.push(error);
        queue.clear();
      }
    });
  }
  await queue.onIdle();
  if (failures.length > 0) throw failures[0];
}
