export { createDemoSource, type DemoSourceSettings } from './source.js';
export { generateDemoBars, generateDemoObservations, type DemoSettings } from './generate.js';
export { DEMO_AS_OF, DEMO_HOURS, DEMO_SEED } from './market.js';
export type { DemoBar, DemoRegime } from './price-path.js';
