import { BODY_FAULTS } from './body.js';
import { CONNECTION_FAULTS } from './connection.js';
import type { Fault } from './fault.js';
import { HTTP_FAULTS } from './http.js';
import { MEANING_FAULTS } from './meaning.js';

/** 42 ways for a data source to go wrong: 8 of the connection, 12 of HTTP, 14 of the body, 8 of the meaning. */
export const FAULTS: readonly Fault[] = [...CONNECTION_FAULTS, ...HTTP_FAULTS, ...BODY_FAULTS, ...MEANING_FAULTS];
