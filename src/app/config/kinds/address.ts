import { z } from 'zod';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';

const QUOTES = /^["'`“”‘’«]|["'`“”‘’»]$/;

/** `127.0.0.1:11434` is how Ollama's own OLLAMA_HOST is written, and how people write an address: http, or https at its port. */
function withScheme(text: string): string {
  const port = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-fA-F:]+\]):(\d{1,5})(?:\/|$)/.exec(text)?.[1];
  if (port === undefined) return text;
  return `${port === '443' ? 'https' : 'http'}://${text}`;
}

/** An address without key, query or trailing slash. @throws SettingProblem saying what is wrong */
export function readUrl(raw: unknown, example: string): string {
  const expected = `an address that starts with http:// or https://, e.g. ${example}`;
  const value = withScheme(textOf(raw, expected).trim());
  if (QUOTES.test(value)) throw new SettingProblem('it has quotation marks around it: write the address alone');
  if (/\s/.test(value)) throw new SettingProblem('it contains a space: write the address alone');
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new SettingProblem(`it must be ${expected}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new SettingProblem('it holds a user name or password: put keys into their own variables');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new SettingProblem('it must end with its path, without "?" or "#" and what follows');
  }
  return value.replace(/\/+$/, '');
}

const urlSchema = z.string().regex(/^https?:\/\/[^\s?#]+$/);

/** A base URL; a trailing slash is dropped. */
export function url(about: About, fallback: string): Setting<string> {
  return {
    ...base(about),
    secret: false,
    fallback,
    schema: urlSchema,
    expected: 'an http(s) address',
    example: fallback,
    parse: (raw) => readUrl(raw, fallback),
  };
}

export function optionalUrl(about: About, example: string): Setting<string | null> {
  return {
    ...base(about),
    secret: false,
    fallback: null,
    schema: urlSchema,
    expected: 'an http(s) address',
    example,
    parse: (raw) => readUrl(raw, example),
  };
}

/** An API key: from the environment only, shown nowhere, and refused when it was pasted with something around it. */
export function secret(about: About): Setting<string | null> {
  return {
    ...base(about),
    secret: true,
    fallback: null,
    schema: z.string(),
    expected: 'the key alone',
    example: '',
    parse(raw) {
      const value = textOf(raw, 'the key alone');
      const paste = 'paste the key alone, without spaces, line breaks or quotation marks';
      if (value !== value.trim()) throw new SettingProblem(`has a space before or after the key: ${paste}`);
      if (QUOTES.test(value)) throw new SettingProblem(`has quotation marks around the key: ${paste}`);
      if (/\s/.test(value)) throw new SettingProblem(`has a space inside the key: ${paste}`);
      // A header value must be visible ASCII (RFC 9110, field-vchar); anything else came with the clipboard.
      if (!/^[\x21-\x7e]+$/.test(value)) throw new SettingProblem(`has an invisible or non-ASCII character: ${paste}`);
      return value;
    },
  };
}
