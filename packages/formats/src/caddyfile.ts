/**
 * The tree of a Caddyfile. Names and arguments are what Caddy is to read; the printer quotes them.
 * Format: https://caddyserver.com/docs/caddyfile/concepts
 */
export interface CaddyDirective {
  /** `reverse_proxy`, a matcher `@forge`, or whatever a block takes at the start of a line. */
  readonly name: string
  /** Verbatim; placeholders such as `{env.TOKEN}` stay placeholders. */
  readonly args: readonly string[]
  /** The lines between the braces; none, no braces. */
  readonly block?: readonly CaddyDirective[]
  /** Printed as `#` lines above. */
  readonly comment?: string
}

export interface CaddySite {
  /** `*.home.example`, `:443`, a snippet `(name)`. */
  readonly addresses: readonly string[]
  readonly directives: readonly CaddyDirective[]
  readonly comment?: string
}

export interface Caddyfile {
  /** The global options block, before all sites. */
  readonly options?: readonly CaddyDirective[]
  readonly sites: readonly CaddySite[]
}

/** `directive('reverse_proxy', ['http://localhost:3001'], [directive('header_up', ['Host', '{host}'])])`. */
export function directive(
  name: string,
  args: readonly string[] = [],
  block?: readonly CaddyDirective[],
): CaddyDirective {
  return block === undefined ? { name, args } : { name, args, block }
}

/**
 * Text that people wrote, as it is: what looks like a placeholder is none. An argument that holds `{$NAME}` cannot be said
 * so (Caddy replaces it before it reads anything else): the printer refuses it.
 * https://caddyserver.com/docs/conventions#placeholders
 */
export function literal(text: string): string {
  return text.replaceAll('{', '\\{')
}

/** A named matcher: on one line with one condition, `@forge host forge.home.example`, else a block. */
export function matcher(name: string, conditions: readonly CaddyDirective[]): CaddyDirective {
  const [only] = conditions
  return only !== undefined && conditions.length === 1 && only.block === undefined
    ? { name: `@${name}`, args: [only.name, ...only.args] }
    : { name: `@${name}`, args: [], block: conditions }
}

/** `site(['*.home.example'], [...])`. */
export function site(addresses: readonly string[], directives: readonly CaddyDirective[]): CaddySite {
  return { addresses, directives }
}

/** The site or directive with `#` lines above it. */
export function commented<T extends CaddySite | CaddyDirective>(comment: string, of: T): T {
  return { ...of, comment }
}
