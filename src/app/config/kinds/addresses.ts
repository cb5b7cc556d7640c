import type { About, Setting } from '../setting.js';
import { readUrl } from './address.js';
import { entries } from './entries.js';

const ENTRY = /^([^\s=]+)=(.+)$/;

/** Base URLs by the id of a source, as `id=address`, separated by commas. */
export const addresses = (about: About): Setting<Readonly<Record<string, string>> | null> =>
  entries(about, {
    expected: 'id=address, several separated by commas',
    example: 'defillama=https://mirror.example/stablecoins,fear-greed=http://127.0.0.1:8080',
    read: (entry) => {
      const [, id, address] = ENTRY.exec(entry) ?? [];
      if (id === undefined || address === undefined) return null;
      return { name: id, value: readUrl(address, `${id}=https://mirror.example`) };
    },
  });
