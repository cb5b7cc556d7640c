export { createCryptoPanicSource, type CryptoPanicSettings } from './source.js';
