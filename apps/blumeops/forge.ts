/** Where the forge keeps the repositories of the owner, as Git over SSH addresses it; a slash at the end. facts K1, K4 */
export const repositories = 'ssh://forgejo@forge.ops.eblu.me:2222/eblume/'

/** A repository on the forge. */
export function repository(name: string): string {
  return `${repositories}${name}.git`
}
