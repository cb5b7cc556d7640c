import { InputError } from '../../core/errors.js';
import type { NoticeChannel } from '../../core/ports/notice-channel.js';
import { telegramChannel, webhookChannel } from '../../infra/notify/channels.js';
import type { Runtime } from './runtime.js';

/**
 * The channels that the settings name; none where they name none.
 * @throws InputError where half of a channel is set, or the webhook is no address
 */
export function noticeChannels({ config, llmFetch: fetch }: Pick<Runtime, 'config' | 'llmFetch'>): NoticeChannel[] {
  const { telegram, webhook } = config.notify;
  const channels: NoticeChannel[] = [];
  const { baseUrl, token, chatId } = telegram;
  if ((token === null) !== (chatId === null)) {
    const missing = token === null ? 'TELEGRAM_BOT_TOKEN' : 'TELEGRAM_CHAT_ID';
    throw new InputError('notify.telegram', `${missing} is missing: messages to Telegram need a bot and a chat.`, {
      where: missing,
      remedy: `set ${missing}, or take the other one away`,
    });
  }
  if (token !== null && chatId !== null) channels.push(telegramChannel({ baseUrl, token, chatId }, fetch));
  if (webhook.url !== null) {
    if (!URL.canParse(webhook.url) || !/^https?:$/.test(new URL(webhook.url).protocol)) {
      throw new InputError('notify.webhook', 'NOTIFY_WEBHOOK_URL is not an address that starts with http:// or https://.', { where: 'NOTIFY_WEBHOOK_URL', remedy: 'paste the whole address' }); // prettier-ignore
    }
    channels.push(webhookChannel({ url: webhook.url, token: webhook.token }, fetch));
  }
  return channels;
}
