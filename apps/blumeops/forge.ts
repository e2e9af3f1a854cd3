/** Where the forge keeps the repositories of the owner, as Git over SSH addresses it; a slash at the end. facts K1, K4 */
export const repositories = 'ssh://forgejo@forge.ops.eblu.me:2222/eblume/'

/** A repository on the forge. */
export function repository(name: string): string {
  return `${repositories}${name}.git`
}

/** The label of the runners of Forgejo Actions. facts O6 */
export const runnerLabel = 'k8s'

/** Actions that workflows use, by the commit of the release that was reviewed. facts O6 */
export const pinnedActions = { 'actions/checkout': '34e114876b0b11c390a56381ad16ebd13914f8d5' } as const
