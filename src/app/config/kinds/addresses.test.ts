import { expect, it } from 'vitest';
import { addresses } from './addresses.js';

const setting = addresses({ env: 'SOURCE_ADDRESSES', about: 'Other addresses.' });
const read = (text: string) => setting.parse(text, { cwd: '/' });

it('reads an address by its id, several separated by commas, without a trailing slash', () => {
  expect(read('defillama=https://a.example/x/, fear-greed=127.0.0.1:8080')).toEqual({
    defillama: 'https://a.example/x',
    'fear-greed': 'http://127.0.0.1:8080',
  });
});

it.each([
  'defillama',
  'defillama=',
  '=https://a.example',
  'https://a.example',
  'a=https://a.example,',
  'a b=https://c.example',
])('refuses %j and says what it must be', (text) => {
  expect(() => read(text)).toThrow(/^it must be id=address, several separated by commas, e\.g\. /);
});

it.each([
  ['a=ftp://a.example', 'starts with http:// or https://'],
  ['a=https://me:pw@a.example', 'user name or password'],
  ['a=https://a.example/?key=1', 'without "?"'],
])('refuses the address of %s', (text, reason) => {
  expect(() => read(text)).toThrow(reason);
});
