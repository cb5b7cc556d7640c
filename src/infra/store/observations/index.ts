export { openObservations } from './open-observations.js';
