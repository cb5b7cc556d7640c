import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entityTag } from './entity-tag.js';

/** A file of the page, in memory. */
export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Of these bytes. */
  readonly tag: string;
  /** Whether its name changes with its content, so that it may be kept for ever. */
  readonly isHashed: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const UNBUILT =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>llm-trading</title><p>The pages are not built yet: run "npm run build", then start the server again.</p></html>\n';

/** Where the built pages lie: `dist/web`, beside the built program. */
export const builtPages = (): string => fileURLToPath(new URL('../../dist/web', import.meta.url));

/**
 * The files of the page by the path that a browser asks for. All are read at once, and a request only looks a name up: whatever path it
 * asks for, no file of the machine is opened for it. Links are left out.
 */
export function loadAssets(root: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const file of existsSync(root) ? filesBelow(root) : []) {
    const type = TYPES[extname(file)];
    if (type === undefined) continue;
    const body = Uint8Array.from(readFileSync(file));
    const path = `/${relative(root, file).split(sep).join('/')}`;
    assets.set(path, { body, type, tag: entityTag(body), isHashed: path.startsWith('/assets/') });
  }
  const unbuilt = { body: Uint8Array.from(Buffer.from(UNBUILT)), type: TYPES['.html']!, isHashed: false };
  const index = assets.get('/index.html') ?? { ...unbuilt, tag: entityTag(unbuilt.body) };
  return assets.set('/', index).set('/index.html', index);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const info = lstatSync(path);
    return info.isDirectory() ? filesBelow(path) : info.isFile() ? [path] : [];
  });
}
