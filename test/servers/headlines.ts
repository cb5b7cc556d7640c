/** Invented headlines for the doubles of news services: minutes before now, what they say, and what they are about. */
export interface FakeStory {
  readonly minutesAgo: number;
  readonly title: string;
  readonly body: string;
  readonly assets: readonly string[];
}

export const STORIES: readonly FakeStory[] = [
  { minutesAgo: 12, title: 'Bitcoin climbs as Elbonian funds buy', body: 'Inflows for a third day.', assets: ['BTC'] },
  { minutesAgo: 47, title: 'Ethereum fees fall to a yearly low', body: 'Blocks are half empty.', assets: ['ETH'] },
  { minutesAgo: 95, title: 'Regulator of Elbonia delays ruling on custody', body: 'New date open.', assets: [] },
  { minutesAgo: 180, title: 'Solana outage ends after two hours', body: 'Validators restarted.', assets: ['SOL'] },
  { minutesAgo: 400, title: 'Bitcoin miners & lenders settle dispute', body: 'Terms not told.', assets: ['BTC'] },
  { minutesAgo: 1_200, title: 'Bitcoin and Ethereum options expire', body: 'A quiet day.', assets: ['BTC', 'ETH'] },
];
