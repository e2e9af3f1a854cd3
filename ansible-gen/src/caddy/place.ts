/** Where the Caddyfiles by themselves are rendered: that of the first private proxy, and of each further one in a folder of its name. */
export function caddyfilePath(proxy: string, isFirst: boolean): string {
  return isFirst ? 'caddy/Caddyfile' : `caddy/${proxy}/Caddyfile`
}

/** The proxy whose Caddyfile lies there, among the private ones in their order. */
export function proxyAt<P extends { readonly name: string }>(path: string, proxies: readonly P[]): P | undefined {
  return proxies.find(({ name }, index) => path === caddyfilePath(name, index === 0))
}

/** Whether one lies there. */
export function isCaddyfile(path: string): boolean {
  return /^caddy\/(?:[^/]+\/)?Caddyfile$/.test(path)
}

/** The matcher of a route for addresses that it does not answer. */
export const elsewhere = 'elsewhere'
