import { describe, expect, it } from 'vitest';
import { eventParser } from './event-stream.js';

const STREAM = 'id: 1\nevent: hello\ndata: {"a":1}\n\n: heartbeat\n\ndata: one\r\ndata:two\r\n\r\n';

describe('the parser of events', () => {
  it('gives the same events wherever the stream is cut', () => {
    for (let size = 1; size <= STREAM.length; size++) {
      const got: string[] = [];
      const take = eventParser((data) => got.push(data));
      for (let at = 0; at < STREAM.length; at += size) take(STREAM.slice(at, at + size));
      expect({ size, got }).toEqual({ size, got: ['{"a":1}', 'one\ntwo'] });
    }
  });
});
