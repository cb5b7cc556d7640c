import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemOf } from './commands.js';
import { ROOT } from './documents.js';

const UNIT = join(ROOT, 'examples/systemd/llm-trading-paper@.service');
const unit = readFileSync(UNIT, 'utf8');

const words = z.union([z.string(), z.array(z.string())]);
const service = z.strictObject({
  init: z.literal(true),
  security_opt: z.array(z.string()),
  cap_drop: z.array(z.string()),
  deploy: z.strictObject({
    resources: z.strictObject({ limits: z.strictObject({ cpus: z.string(), memory: z.string() }) }),
  }),
  build: z.strictObject({ context: z.literal('.'), target: z.string() }),
  image: z.string(),
  profiles: z.array(z.string()).optional(),
  command: words.optional(),
  restart: z.string().optional(),
  stop_grace_period: z.string().optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:/)).optional(),
  healthcheck: z
    .strictObject({ test: z.array(z.string()).min(2), interval: z.string(), timeout: z.string() })
    .optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  extra_hosts: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
});
const composeSchema = z.strictObject({
  'x-limits': z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

describe('docker-compose.yml', () => {
  const { services, volumes } = composeSchema.parse(
    parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }),
  );
  const stages = [...readFileSync(join(ROOT, 'Dockerfile'), 'utf8').matchAll(/^FROM .* AS (\S+)$/gim)].map(
    ([, name]) => name,
  );

  it.each(Object.entries(services))(
    'runs what exists: %s',
    (_name, { build, command, healthcheck, volumes: mounts }) => {
      expect(stages).toContain(build.target);
      for (const mount of mounts ?? []) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
      if (command !== undefined)
        expect(problemOf(`llm-trading ${typeof command === 'string' ? command : command.join(' ')}`)).toBeNull();
      const [kind, ...test] = healthcheck?.test ?? ['CMD', 'llm-trading', '--version'];
      expect(kind).toBe('CMD');
      expect(problemOf(test.join(' '))).toBeNull();
    },
  );

  it('gives a session time to end, and starts it again', () => {
    expect(services.paper).toMatchObject({ restart: 'on-failure:5', stop_grace_period: '10s' });
  });
});

describe('the unit of systemd', () => {
  const valueOf = (field: string): string => new RegExp(`^${field}=(.*)$`, 'm').exec(unit)![1]!;

  it('runs a command that exists, with the options that its head shows', () => {
    const options = /SESSION_OPTIONS=(.*)$/m.exec(unit)![1]!;
    const command = valueOf('ExecStart').replace('/usr/bin/env ', '').replace('%i', 'btc');
    expect(problemOf(command.replace('$SESSION_OPTIONS', options))).toBeNull();
    expect(problemOf(command.replace('$SESSION_OPTIONS', '--symbl BTC/USDT'))).not.toBeNull();
  });

  it('does not try again what does not mend itself', () => {
    expect(valueOf('RestartPreventExitStatus')).toBe('2 4');
  });

  it.skipIf(!existsSync('/usr/bin/systemd-analyze'))('is one to systemd', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', UNIT], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  });
});
