import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Recorded real data lie outside the repository: most of them may not be copied. */
const root = resolve(repository, process.env.LLM_TRADING_TEST_DATA ?? '../shared');

/** Whether the recordings are there. Under REQUIRE_TEST_DATA=1 tests run regardless and fail where a file is missing. */
export const hasTestData = process.env.REQUIRE_TEST_DATA === '1' || existsSync(resolve(root, 'data'));

/** Why a test that needs the recordings is skipped. */
export const SKIP_REASON = `no recorded data at ${root}: set LLM_TRADING_TEST_DATA`;

/** Path of a recording, e.g. `data/bars/…csv`. */
export const testDataPath = (relative: string): string => resolve(root, relative);
