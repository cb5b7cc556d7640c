export { serveReplay } from './serve.js';
export { isSignedBy } from './signature.js';
