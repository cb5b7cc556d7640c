import type { AliasBook } from './alias-book.js';
import { ENTITIES } from './entities.js';
import type { MaskPass } from './passes.js';

/** Currencies that a ticker may be glued to. */
const QUOTES = 'FDUSD|USDT|USDC|BUSD|TUSD|USD|EUR|KRW|JPY|BTC|ETH|PERP';

interface Named {
  readonly kind: string;
  /** The first name of its row: it stands for the thing in the book of aliases. */
  readonly thing: string;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+');
/** Chinese and Japanese write no spaces between words. */
const spaceless = (name: string): boolean => /[\p{Script=Han}\p{Script=Katakana}₿]/u.test(name);

const rows = Object.entries(ENTITIES).flatMap(([kind, things]) => things.map((names) => ({ kind, names })));
const spellings = rows.flatMap(({ kind, names }) => {
  const thing = names[0]!;
  return names.map((name) => ({ kind, thing, name: name.replace(/^=/, ''), fixed: isFixed(name) }));
});

function isFixed(name: string): boolean {
  return name.startsWith('=') || (/[A-Z]/.test(name) && name === name.toUpperCase());
}

const anyCase = new Map<string, Named>();
const asSpelled = new Map<string, Named>();
for (const { kind, thing, name, fixed } of spellings) {
  if (fixed) for (const spelling of [name, name.toUpperCase()]) asSpelled.set(spelling, { kind, thing });
  else anyCase.set(name, { kind, thing });
}

/** Longest first, so that "bitcoin cash" is not taken for bitcoin. A plural s, and for coins a quote currency, goes with the name. */
function patternOf(names: Iterable<string>, flags: string): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const words = longestFirst.filter((name) => !spaceless(name)).map(escaped);
  const bare = longestFirst.filter(spaceless).map(escaped);
  const word = `(?<![\\p{L}\\p{N}])(${words.join('|')})(?:${QUOTES}|s)?(?![\\p{L}\\p{N}])`;
  return new RegExp(bare.length === 0 ? word : `${word}|(${bare.join('|')})`, `gu${flags}`);
}

const hasSpace = (name: string): boolean => name.includes(' ');
const LONG_NAMES = patternOf([...anyCase.keys()].filter(hasSpace), 'i');
const SINGLE_WORDS = patternOf(
  [...anyCase.keys()].filter((name) => !hasSpace(name)),
  'i',
);
const AS_SPELLED = patternOf(asSpelled.keys(), '');

/** Abbreviations in capitals that name no asset and no body. */
const ORDINARY = new Set(
  `AI AM API ATH ATL AUM BREAKING CEO CFO COO CPI CPU CTO DAO DAPP DCA DEFI DEX CEX ETF ETFS ETP EPS FAQ FOMO FUD GDP GMT GPU HODL ICO IDO IEO
   IPO KYC AML LLC LTD MACD MOU NFT NFTS OTC PCE PDF PMI POS POW PPI PR ROI RSI RWA SMA EMA TPS TVL USD EUR UTC VAR VC VCS WEB WEEK YTD YOY QOQ
   MOM NEW TOP WHY HOW THE AND FOR NOT BUT ALL OUT NOW BIG LOW HIGH BULL BEAR BULLS BEARS PRICE NEWS JUST LIVE WILL WITH FROM THIS THAT OVER`.split(
    /\s+/,
  ),
);
/** Written as `$PEPE`, whatever the case, or as three to six capitals. */
const TICKER = /(?<![\p{L}\p{N}])(?:\$([A-Za-z][A-Za-z0-9]{1,9})|([A-Z][A-Z0-9]{2,5}))(?![\p{L}\p{N}])/gu;

/** Well-known names inside longer words: `wBTC`, `OpenEthereum`, `GainBitcoin`. */
const COMPOUND =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}]{0,30}?(?:bitcoin|ethereum|binance|coinbase|btc|dogecoin|solana)[\p{L}\p{N}]{0,30}/giu;

/** What a text calls the asset in question: its ticker, and the names of the list that go with it. */
interface OwnAsset {
  readonly asset: string;
  readonly alias: string;
}

/** Names of the list, the asset in question and every other ticker. */
export function namePasses({ asset, alias }: OwnAsset, book: AliasBook): MaskPass[] {
  const ownThing = (asSpelled.get(asset) ?? anyCase.get(asset.toLowerCase()))?.thing;
  const say = (named: Named): string => (named.thing === ownThing ? alias : book.aliasOf(named.kind, named.thing));
  const spaced = (name: string): string => name.replace(/\s+/g, ' ');
  // A short ticker may be a word in small letters.
  const own = new RegExp(
    `(?<![\\p{L}\\p{N}])${escaped(asset)}(?:${QUOTES}|s)?(?![\\p{L}\\p{N}])`,
    asset.length > 3 ? 'giu' : 'gu',
  );
  const inAnyCase: MaskPass['replace'] = (all, name) =>
    replaceNamed(anyCase.get(spaced(name ?? all).toLowerCase()), say);
  return [
    // Before the words that they are made of.
    { pattern: LONG_NAMES, replace: inAnyCase },
    { pattern: own, replace: () => alias },
    {
      pattern: AS_SPELLED,
      replace: (_, name) => replaceNamed(name === undefined ? undefined : asSpelled.get(spaced(name)), say),
    },
    { pattern: SINGLE_WORDS, replace: inAnyCase },
    { pattern: COMPOUND, replace: (all) => book.aliasOf('name', all.toLowerCase()) },
    {
      pattern: TICKER,
      replace: (all, cashtag, capitals) => {
        const ticker = cashtag ?? capitals ?? all;
        return ORDINARY.has(ticker) ? null : book.aliasOf('ticker', ticker.toUpperCase());
      },
    },
  ];
}

const replaceNamed = (named: Named | undefined, say: (named: Named) => string): string | null =>
  named === undefined ? null : say(named);
