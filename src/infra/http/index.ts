export { createHttpClient } from './client.js';
export { fileBanStore } from './ban-file.js';
export { HttpError } from './errors.js';
export { serverDate } from './header-times.js';
export type { HttpClient, HttpRequest } from './types.js';
export { shareReplies } from './share-replies.js';
export { dispatcherFor, proxyFor, proxyOf, shownProxy, type ProxySettings } from './proxy.js';
