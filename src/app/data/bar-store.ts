import { join } from 'node:path';
import { BarStore } from '../../infra/store/bars/bar-store.js';
import type { Config } from '../config/index.js';

/** The local store of bars: `user_data/bars`. Opening it writes nothing. */
export const openBarStore = ({ userDataDir }: Pick<Config, 'userDataDir'>): BarStore =>
  new BarStore(join(userDataDir, 'bars'));
