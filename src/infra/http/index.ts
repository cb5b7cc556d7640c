export { createHttpClient, type HttpClientSettings } from './client.js';
export { fileBanStore } from './ban-file.js';
export { HttpError, type HttpErrorCode } from './errors.js';
export { serverDate } from './server-date.js';
export type { HttpClient, HttpRequest, HttpResponse, RatePolicy } from './types.js';
