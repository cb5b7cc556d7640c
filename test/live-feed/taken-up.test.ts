import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UnavailableError } from '../../src/core/errors.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { BARS, playedLive, playedPaper, START } from '../e2e/support/played-session.js';
import { tapeOf } from '../replay-exchange/support.js';
import { playedExchange, type PlayedExchange } from './support.js';

/** One request is tried four times, so this lasts for two tries of the session. */
const REQUESTS = 6;
const exchangeOf = () => playedExchange([tapeOf(BARS)], START);

/** From now on nothing of it can be reached, for so many requests. */
function cut(exchange: PlayedExchange, times = REQUESTS): void {
  const body = JSON.stringify([{ on: {}, times, do: 'drop' }]);
  const answer = exchange.service.control({ method: 'POST', path: '/replay/faults', params: {}, body });
  expect(answer).toMatchObject({ status: 200 });
}

const faultsOf = ({ cwd }: PlayedExchange, name: string): unknown[] =>
  readJournalFile(join(cwd, 'sessions', name, 'journal.log'))!.records.flatMap(({ kind, data }) =>
    kind === 'fault' ? [data] : [],
  );
const DELAYED = expect.objectContaining({
  code: 'start_delayed',
  reason: expect.stringMatching(/^It cannot be taken up yet: .* connection .* It is tried again\.$/) as string,
}) as unknown;

it.each([
  ['paper', (exchange: PlayedExchange) => playedPaper(exchange, 40)],
  ['live', async (exchange: PlayedExchange) => (await playedLive(exchange, 40, { isDryRun: true })).result],
] as const)(
  'a session of %s waits for the exchange that it was begun at, and goes on as if it had never been away',
  async (name, play) => {
    const [whole, parted] = [await exchangeOf(), await exchangeOf()];
    await play(whole);
    const expected = await play(whole);
    await play(parted);
    cut(parted);
    const result = await play(parted);
    expect(result).toMatchObject({ moments: 80, end: { code: 'interrupted' } });
    expect(result).toEqual({ ...expected, folder: result.folder });
    expect(faultsOf(whole, name)).toEqual([]);
    const faults = faultsOf(parted, name);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toEqual(DELAYED);
  },
);

it('a new session is refused at once: who begins it is there', async () => {
  const exchange = await exchangeOf();
  cut(exchange);
  await expect(playedPaper(exchange, 1)).rejects.toBeInstanceOf(UnavailableError);
});
