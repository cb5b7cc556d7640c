export { serveReplay, type ReplayServer } from './serve.js';
export { isSignedBy } from './signature.js';
