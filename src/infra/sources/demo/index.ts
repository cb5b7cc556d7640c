export { createDemoSource } from './source.js';
export { generateDemoBars, generateDemoObservations } from './generate.js';
export { DEMO_AS_OF, DEMO_HOURS, DEMO_SEED } from './market.js';
