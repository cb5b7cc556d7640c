import type { Check } from '../../contract/doctor.js';
import { InputError, messageOf } from '../../core/errors.js';
import type { NoticeChannel } from '../../core/ports/notice-channel.js';
import { noticeChannels } from '../runtime/notify.js';
import type { Runtime } from '../runtime/runtime.js';
import { failed, ok, warned } from './check.js';

const DEADLINE_MS = 10_000;

const ENV: Readonly<Record<string, string>> = {
  Telegram: 'TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID',
  webhook: 'NOTIFY_WEBHOOK_URL',
};

/** Whether messages about sessions could be delivered; none is sent. Nothing where no channel is set. */
export async function checkNotices(runtime: Runtime, signal: AbortSignal | undefined): Promise<Check[]> {
  try {
    return await Promise.all(noticeChannels(runtime).map((channel) => checkChannel(channel, signal)));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [failed({ group: 'configuration', name: 'messages', message: error.message }, error.remedy ?? null, 'user')];
  }
}

async function checkChannel(channel: NoticeChannel, signal: AbortSignal | undefined): Promise<Check> {
  const name = `messages, ${channel.name}`;
  const timeout = AbortSignal.timeout(DEADLINE_MS);
  try {
    await channel.probe(signal === undefined ? timeout : AbortSignal.any([timeout, signal]));
    return ok('configuration', name, 'could be delivered.');
  } catch (error) {
    signal?.throwIfAborted();
    const message = timeout.aborted ? `no answer within ${DEADLINE_MS / 1_000} s.` : messageOf(error);
    return warned({ group: 'configuration', name, message }, `correct ${ENV[channel.name]!}, or check the network`);
  }
}
