import { expect, it } from 'vitest';
import { UnavailableError } from '../../../core/errors.js';
import { seriesFailure } from './rejections.js';

it('keeps code and sentence of a typed error', () => {
  const error = new UnavailableError('http.status.503', 'example answered 503.');
  expect(seriesFailure('example', ['news'], error)).toEqual({
    source: 'example',
    series: ['news'],
    code: 'http.status.503',
    reason: 'example answered 503.',
  });
});

it('marks anything else as unexpected', () => {
  expect(seriesFailure('example', ['news'], new TypeError('x is not a function'))).toMatchObject({
    code: 'source.unexpected',
    reason: 'x is not a function',
  });
});
