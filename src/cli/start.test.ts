import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tooOldNode } from './start.js';

describe('tooOldNode', () => {
  it.each(['18.20.8', '16.0.0', '20.0.0', '20.18.3', '20.9.0', '8.17.0'])(
    'refuses %s and says what is needed',
    (version) => {
      expect(tooOldNode(version)).toBe(
        `llm-trading needs Node 20.19 or newer; this is ${version}. Install a newer one from https://nodejs.org.`,
      );
    },
  );

  it.each(['20.19.0', '20.20.1', '22.0.0', '24.11.0', '100.0.0'])('takes %s', (version) => {
    expect(tooOldNode(version)).toBeNull();
  });

  it('asks for what package.json asks for', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      engines: { node: string };
    };
    const oldest = engines.node.replace('>=', '');
    expect(tooOldNode(`${oldest}.0`)).toBeNull();
    expect(tooOldNode('0.0.0')).toContain(`needs Node ${oldest} or newer`);
  });

  it('is asked before any file is loaded that an older Node cannot read', () => {
    const imports = (path: string) =>
      readFileSync(new URL(path, import.meta.url), 'utf8')
        .match(/^import .*$/gm)
        ?.map((line) => line.split("'")[1]);
    expect(imports('start.ts')).toBeUndefined();
    for (const name of ['cycle', 'check-deps', 'test-ollama']) {
      expect(imports(`bin/${name}.ts`)).toEqual(['../start.js']);
    }
    expect(imports('main.ts')).toEqual(['./start.js']);
  });
});
