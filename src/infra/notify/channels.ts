import { UnavailableError } from '../../core/errors.js';
import type { NoticeChannel } from '../../core/ports/notice-channel.js';
import { isoTime } from '../../core/time.js';

type Fetch = typeof globalThis.fetch;

/** Telegram takes 4,096 characters: https://core.telegram.org/bots/api#sendmessage */
const MOST_CHARACTERS = 4_000;

/**
 * A chat of Telegram. The token is part of the address, so that no error names the address.
 * @param baseUrl without a trailing slash
 */
export function telegramChannel(
  { baseUrl, token, chatId }: { readonly baseUrl: string; readonly token: string; readonly chatId: string },
  fetch: Fetch,
): NoticeChannel {
  const call = (method: string, body: unknown, signal: AbortSignal): Promise<void> =>
    delivered('Telegram', fetch, `${baseUrl}/bot${token}/${method}`, jsonPost(body), signal);
  return {
    name: 'Telegram',
    send: ({ session, text, silent }, signal) =>
      call(
        'sendMessage',
        { chat_id: chatId, text: `${session}: ${text}`.slice(0, MOST_CHARACTERS), disable_notification: silent },
        signal,
      ),
    probe: (signal) => call('getChat', { chat_id: chatId }, signal),
  };
}

/** An address that takes JSON. What it answers beside its status is not read. @param token sent as a bearer token; null: none */
export function webhookChannel(
  { url, token }: { readonly url: string; readonly token: string | null },
  fetch: Fetch,
): NoticeChannel {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    name: 'webhook',
    send: ({ at, ...notice }, signal) =>
      delivered('The webhook', fetch, url, jsonPost({ ...notice, at: isoTime(at) }, authorization), signal),
    // A webhook need not know any other method: that it answers at all is what can be seen without a message.
    probe: async (signal) => {
      await answered('The webhook', fetch, url, { method: 'OPTIONS', headers: authorization }, signal);
    },
  };
}

const jsonPost = (body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

async function delivered(
  who: string,
  fetch: Fetch,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<void> {
  const status = await answered(who, fetch, url, init, signal);
  if (status >= 200 && status < 300) return;
  throw new UnavailableError('notify.refused', `${who} answers with HTTP ${status}: the message was not delivered.`);
}

/** @returns the status; the body is let go of unread */
async function answered(
  who: string,
  fetch: Fetch,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<number> {
  try {
    const response = await fetch(url, { ...init, signal, redirect: 'manual' });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    signal.throwIfAborted();
    // The words of the cause may hold the address, and with it the token.
    const cause = error instanceof Error ? (error.cause as { readonly code?: unknown } | undefined)?.code : undefined;
    const why = typeof cause === 'string' ? ` (${cause})` : '';
    throw new UnavailableError('notify.unreachable', `${who} cannot be reached${why}.`);
  }
}
