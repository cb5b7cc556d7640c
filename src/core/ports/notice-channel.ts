/** What a running session may tell somebody who is not looking, by kind. */
export const NOTICE_KINDS = ['fill', 'refusal', 'fault', 'halt', 'stop', 'daily'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** One message about a session. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly session: string;
  /** UTC ms of the session's own clock. */
  readonly at: number;
  /** One sentence for people. */
  readonly text: string;
  /** Delivered without a sound, where the channel knows how to. */
  readonly silent: boolean;
}

/** A way to somebody. */
export interface NoticeChannel {
  readonly name: string;
  /** @throws UnavailableError where it was not delivered, or the signal's reason; no message holds a secret */
  send(notice: Notice, signal: AbortSignal): Promise<void>;
  /** Looks whether messages could be delivered, without sending one. @throws as `send` */
  probe(signal: AbortSignal): Promise<void>;
}
