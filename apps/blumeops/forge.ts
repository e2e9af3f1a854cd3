import { domains } from './network.ts'

/** The forge by its private name, and Git over SSH there. facts N4, N5 */
export const forge = { host: 'forge', ssh: { user: 'forgejo', port: 2222 } } as const

const hostname = `${forge.host}.${domains.ops.suffix}`
const owner = 'eblume'

/** Where the forge keeps the repositories of the owner, as Git over SSH addresses it; a slash at the end. facts K1, K4 */
export const repositories = `ssh://${forge.ssh.user}@${hostname}:${forge.ssh.port}/${owner}/`

/** A repository on the forge. */
export function repository(name: string): string {
  return `${repositories}${name}.git`
}

/** The same as everybody may read it. facts K23 */
export function readRepository(name: string): string {
  return `https://${hostname}/${owner}/${name}.git`
}

/** The label of the runners of Forgejo Actions. facts O6 */
export const runnerLabel = 'k8s'

/** Actions that workflows use, by the commit of the release that was reviewed. facts O6 */
export const pinnedActions = { 'actions/checkout': '34e114876b0b11c390a56381ad16ebd13914f8d5' } as const
