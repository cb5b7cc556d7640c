import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Ban, BanStore } from './bans.js';

const banFileSchema = z.object({ bans: z.array(z.object({ key: z.string(), until: z.number() })) });

/**
 * Bans in one small JSON file, replaced whole (write beside it, then rename), so that no reader sees half of it. Not by way of
 * `infra/store/files`: this folder stands below the stores, and a ban that power loss takes away is learnt again with one request.
 */
export function fileBanStore(path: string): BanStore {
  let saving: Promise<void> = Promise.resolve();

  async function write(bans: readonly Ban[]): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const beside = `${path}.${process.pid}.tmp`;
    await writeFile(beside, `${JSON.stringify({ bans })}\n`);
    await rename(beside, path);
  }

  return {
    async load() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw error;
      }
      return banFileSchema.parse(JSON.parse(text)).bans;
    },
    save(bans) {
      // One after the other: two writers of the same temporary file would tear it.
      const next = saving.then(() => write(bans));
      saving = next.catch(() => undefined);
      return next;
    },
  };
}
