import { secret, url } from '../kinds/address.js';
import { choice, optionalText } from '../kinds/text.js';
import { group, type Setting } from '../setting.js';

const volume = (env: string, about: string, fallback: 'on' | 'silent' | 'off'): Setting<'on' | 'silent' | 'off'> =>
  choice({ env, about }, ['on', 'silent', 'off'], fallback);

export const NOTIFY_SETTINGS = group('Messages about running sessions, sent beside trading', {
  telegram: group('Telegram: a bot of BotFather, and the chat it writes to', {
    baseUrl: url({ env: 'TELEGRAM_BASE_URL', about: 'Address of the API.' }, 'https://api.telegram.org'),
    token: secret({ env: 'TELEGRAM_BOT_TOKEN', about: 'Token of the bot.' }),
    chatId: optionalText(
      { env: 'TELEGRAM_CHAT_ID', about: 'The chat that it writes to.' },
      {
        pattern: /^(?:-?\d{1,20}|@\w{3,64})$/,
        expected: 'the number of a chat, or @channel',
        example: '-1001234567890',
      },
    ),
  }),
  webhook: group('A webhook: JSON by POST to an address of yours', {
    url: secret({ env: 'NOTIFY_WEBHOOK_URL', about: 'The address, kept like a key, since many hold one.' }),
    token: secret({ env: 'NOTIFY_WEBHOOK_TOKEN', about: 'Sent as a bearer token, where it is set.' }),
  }),
  fill: volume('NOTIFY_FILL', 'Fills: with a sound, without one, or none at all.', 'on'),
  refusal: volume('NOTIFY_REFUSAL', 'Orders that the guard held back, the first of each kind in a row.', 'silent'),
  fault: volume('NOTIFY_FAULT', 'What went wrong around a session.', 'on'),
  halt: volume('NOTIFY_HALT', 'A kill switch that was pulled, or taken back.', 'on'),
  stop: volume('NOTIFY_STOP', 'The end of a session, however it came.', 'on'),
  daily: volume('NOTIFY_DAILY', 'How a session stands at the end of a UTC day.', 'silent'),
});
