import { missing, type Field } from '../field.js';
import { latest, netFlow, versusMonth, versusWeek } from '../series-fields.js';
import { PERCENT, RATIO_30D, CHANGE, table, TIMES, type FieldReader } from './snapshot-field.js';

/** Last complete UTC day over the mean of the 30 days before it; 1 means equal. */
const versusMean = {
  unit: RATIO_30D,
  decimals: 3,
  style: TIMES,
  historical: true,
  masking: 'kept',
  feature: true,
} as const;

export const ONCHAIN_FIELDS = table({
  /** Inflow minus outflow of known exchange addresses. Of Bitcoin, whatever the asset; its publisher revises it for months. */
  exchange_netflows_btc: {
    label: 'net flow onto exchanges, last complete UTC day',
    unit: 'coins (positive: onto exchanges, negative: off them)',
    decimals: 1,
    line: ['exchange_flow', 'coins'],
    title: 'exchange net flow',
    style: { digits: 0, signed: true, suffix: ' BTC' },
    brief: true,
    historical: false,
    masking: 'kept',
    feature: true,
    read: netFlow('exchange_inflow', 'exchange_outflow'),
  },
  /** A count whose usual level shifts over the years. */
  whale_transfers: {
    label: 'transfers of 1,000 coins or more over 24 h',
    unit: 'transfers',
    decimals: 0,
    line: ['whale_transfers'],
    title: 'whale transfers',
    style: { digits: 0 },
    historical: false,
    masking: 'kept',
    feature: false,
    read: () => missing('no free source offers it'),
  },
  new_addresses_vs_30d: {
    ...versusMean,
    label: 'new addresses, last complete day',
    line: ['vs_30d', 'new_addresses'],
    title: 'new addresses / 30 d',
    historical: false,
    read: () => missing('no free source offers it'),
  },
  active_addresses_vs_30d: {
    ...versusMean,
    label: 'active addresses, last complete day',
    line: ['vs_30d', 'active_addresses'],
    title: 'addresses / 30 d',
    brief: true,
    read: activeAddresses,
  },
  transactions_vs_30d: {
    ...versusMean,
    label: 'transactions, last complete day',
    line: ['vs_30d', 'transactions'],
    title: 'transactions / 30 d',
    read: versusMonth('transactions'),
  },
  hash_rate_vs_30d: {
    ...versusMean,
    label: 'hash rate, last complete day',
    line: ['vs_30d', 'hash_rate'],
    title: 'hash rate / 30 d',
    read: versusMonth('hash_rate'),
  },
  mvrv: {
    label: 'market value over realised value',
    unit: 'ratio',
    decimals: 3,
    line: ['mvrv'],
    title: 'MVRV',
    style: { digits: 2 },
    historical: true,
    masking: 'kept',
    feature: true,
    read: latest('mvrv'),
  },
  stablecoin_supply_change_pct: {
    label: 'supply of USD stablecoins against 7 days before',
    unit: PERCENT,
    decimals: 2,
    line: ['stablecoins_7d_pct'],
    title: 'stablecoins, 7 d',
    style: CHANGE,
    brief: true,
    historical: true,
    masking: 'kept',
    feature: true,
    read: versusWeek('stablecoin_supply', (now, then) => (now / then - 1) * 100),
  },
});

/** CoinMetrics' count, else Blockchain.com's: each against its own past, since their definitions differ. */
function activeAddresses(reader: FieldReader): Field {
  const first = versusMonth('active_addresses')(reader);
  if (first.value !== null) return first;
  const second = versusMonth('unique_addresses')(reader);
  return second.value === null ? first : second;
}
