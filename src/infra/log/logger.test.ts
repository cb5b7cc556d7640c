import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerSettings } from './logger.js';
import { createRedactor } from './redactor.js';

const KEY = 'k3y/with+odd"chars&more';

function capture(settings: Partial<LoggerSettings> = {}) {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  const log = createLogger({ level: 'debug', pretty: false, redactor: createRedactor([KEY]), stream, ...settings });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) };
}

describe('createLogger', () => {
  it('writes one JSON object a line, with level, time and event', () => {
    const { log, lines, last } = capture();
    log.warn('source.failed', { source: 'x', code: 'http.dns' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/\}\n$/);
    expect(last()).toMatchObject({ level: 'warn', event: 'source.failed', source: 'x', code: 'http.dns' });
    expect(Number.isFinite(Date.parse(last().time))).toBe(true);
  });

  it('writes nothing below its level', () => {
    const { log, lines } = capture({ level: 'warn' });
    log.info('a');
    log.debug('b');
    log.error('c');
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['c']);
  });

  it('keeps errors whole, their causes included', () => {
    const { log, last } = capture();
    const cause = Object.assign(new Error('inner'), { code: 'ECONNRESET' });
    log.error('bug', { error: new TypeError('outer', { cause }) });
    expect(last().error).toMatchObject({
      name: 'TypeError',
      message: 'outer',
      cause: { message: 'inner', code: 'ECONNRESET' },
    });
    expect(last().error.stack).toContain('logger.test');
  });

  it('survives cycles, big integers and numbers JSON has not', () => {
    const { log, last } = capture();
    const cycle: Record<string, unknown> = { big: 1n, infinite: Infinity };
    cycle.self = cycle;
    log.info('odd', { cycle });
    expect(last().cycle).toMatchObject({ big: '1', infinite: 'Infinity' });
  });

  it('lets no field take the place of its own', () => {
    const { log, last } = capture();
    log.info('real', { event: 'forged', level: 'error', time: 'never' });
    expect(last()).toMatchObject({ event: 'real', level: 'info', event_: 'forged', level_: 'error', time_: 'never' });
  });

  it.each([false, true])('removes a key from fields, messages, causes and stacks (pretty: %s)', (pretty) => {
    const { log, lines } = capture({ pretty });
    const cause = new Error(`inner ${KEY}`);
    log.error(`event ${KEY}`, {
      error: new Error(`outer ${encodeURIComponent(KEY)}`, { cause }),
      header: `Basic ${Buffer.from(`user:${KEY}`).toString('base64')}`,
      deep: { json: JSON.stringify({ key: KEY }) },
    });
    const text = lines.join('');
    expect(text).toContain('[redacted]');
    expect(text).not.toContain('k3y');
    expect(text).not.toContain(Buffer.from(KEY).toString('base64').slice(2, -4));
  });

  it('writes short lines for people, harmless for a terminal', () => {
    const { log, lines } = capture({ pretty: true });
    log.warn('source.failed', { source: 'x', reason: 'two words\u001b[31m\nnext', error: new Error('why') });
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d WARN {2}source\.failed source=x reason="two words.*next" error=why\n$/);
    expect(lines[0]).not.toContain('\u001b');
  });

  it('writes by default through a pino destination that loses no line when the process ends at once', () => {
    const script = `import { pino, destination } from 'pino';
      const log = pino({ base: null }, destination({ dest: 2, sync: true }));
      for (let i = 0; i < 500; i += 1) log.warn({ i });
      process.exit(3);`;
    const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(done.status).toBe(3);
    expect(done.stderr.trim().split('\n')).toHaveLength(500);
  });
});
