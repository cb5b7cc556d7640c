import { number } from '../kinds/number.js';
import { optionalText, text } from '../kinds/text.js';
import { group } from '../setting.js';

export const SERVER_SETTINGS = group('The dashboard (llm-trading serve)', {
  host: text(
    {
      env: 'SERVER_HOST',
      option: 'host',
      about: 'The address at which the dashboard listens. One that other machines reach needs a token file.',
    },
    {
      pattern: /^[A-Za-z0-9.:[\]-]{1,253}$/,
      expected: 'an address such as 127.0.0.1',
      example: '0.0.0.0',
      fallback: '127.0.0.1',
    },
  ),
  port: number(
    { env: 'SERVER_PORT', option: 'port', about: 'Its port; 0: any that is free.' },
    { min: 0, max: 65_535, integer: true, fallback: 4173 },
  ),
  tokenFile: optionalText(
    {
      env: 'SERVER_TOKEN_FILE',
      option: 'token-file',
      about: 'A file with the token that requests have to carry; made for its owner alone where it is missing.',
    },
    { pattern: /\S/, expected: 'a path to a file', example: 'user_data/token' },
  ),
  allowedHosts: optionalText(
    {
      env: 'SERVER_ALLOWED_HOSTS',
      about: 'Names beside those of this machine by which the dashboard is reached, separated by commas.',
    },
    {
      pattern: /^[A-Za-z0-9.:[\]-]{1,253}(\s*,\s*[A-Za-z0-9.:[\]-]{1,253}){0,19}$/,
      expected: 'up to twenty names separated by commas',
      example: 'trading.example.org',
    },
  ),
});
