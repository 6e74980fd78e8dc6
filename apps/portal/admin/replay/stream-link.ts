const PAGES: ReadonlyMap<string, string> = new Map([
  ['project', '/work/projects'],
  ['account', '/work/clients'],
]);

/** The page of what a stream is about, as parts for a router link; `undefined` where there is none. */
export function streamLink(stream: string): readonly [string, string] | undefined {
  const dash = stream.indexOf('-');
  const page = PAGES.get(stream.slice(0, dash));
  return page === undefined ? undefined : [page, stream.slice(dash + 1)];
}
