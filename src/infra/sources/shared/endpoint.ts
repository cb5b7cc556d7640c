/** A path below a configured base URL, however the base URL ends. */
export const endpoint = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/+$/, '')}/${path}`;
