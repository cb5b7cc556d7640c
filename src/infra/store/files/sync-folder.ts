import { open } from 'node:fs/promises';

/** Brings the names in a folder to disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its rename and its link are durable by themselves.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
