/** Where a value came from. */
export type Origin =
  | { readonly from: 'flag'; readonly name: string }
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'env-file'; readonly name: string; readonly file: string; readonly line: number }
  | { readonly from: 'file'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly from: 'default' };

/** For sentences and tables: `K_MAX in .env, line 4`. */
export function describeOrigin(origin: Origin): string {
  switch (origin.from) {
    case 'flag':
      return `option ${origin.name}`;
    case 'environment':
      return `environment variable ${origin.name}`;
    case 'env-file':
      return `${origin.name} in ${origin.file}, line ${origin.line}`;
    case 'file':
      return `${origin.file}:${origin.line}:${origin.column}`;
    case 'default':
      return 'default';
  }
}
