/**
 * The tree of an nginx configuration. Names and arguments are what nginx is to read; the printer quotes them.
 * Format: https://nginx.org/en/docs/beginners_guide.html#conf_structure
 */
export interface NginxDirective {
  /** A directive, or what begins a line of `map`, `geo`, `types`. */
  readonly name: string
  /** Verbatim; `$host` and `${host}` are variables (nginx has no escape for a dollar sign). */
  readonly args: readonly string[]
  /** The lines between the braces; none, the directive ends with `;`. */
  readonly block?: readonly NginxDirective[]
  /** Printed as `#` lines above. */
  readonly comment?: string
}

/** `directive('listen', '8080', 'default_server')`. */
export function directive(name: string, ...args: readonly string[]): NginxDirective {
  return { name, args }
}

/** `block('location', ['/healthz'], [...])`. */
export function block(name: string, args: readonly string[], of: readonly NginxDirective[]): NginxDirective {
  return { name, args, block: of }
}

/** The directive with `#` lines above it. */
export function commented(comment: string, of: NginxDirective): NginxDirective {
  return { ...of, comment }
}
