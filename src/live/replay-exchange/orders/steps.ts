import { isOnTick } from '../../../engine/exchange-rules/filters.js';

/** True where a quantity is a whole number of steps, at least one. */
export const onStep = (quantity: number, step: number): boolean => isOnTick(quantity, step) && quantity >= step * 0.999;
