/** What stands before a name means something to Caddy; one with `_` or `.` programs take for another. */
export function isHeaderName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(name)
}
