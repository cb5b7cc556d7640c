import { expect, it } from 'vitest';
import { askedWaitMs } from './asked-wait.js';

it.each([
  ['{"error":{"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}]}}', 12_500],
  ['{"error":{"message":"slow down","metadata":{"retry_after":7}}}', 7_000],
  ['Rate limit reached. Please try again in 1.5s.', 1_500],
  ['Please try again in 820ms. Visit our page.', 1_000],
  ['Please try again in 2m30.5s.', 150_500],
  ['Please retry after 20 seconds.', 20_000],
  ['Retry your request after 1 minute', 60_000],
  ['Try again in 3 days', 3_600_000],
  ['Please try again in a moment', null],
  ['Please try again later', null],
  ['', null],
])('%s', (text, ms) => {
  expect(askedWaitMs(text)).toBe(ms);
});
