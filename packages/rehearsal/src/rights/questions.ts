import type { Identity } from '@homelab/estate/model'
import { known, type ResolvedService } from '@homelab/estate/model'
import { never, type ProgramNeeds, programNeeds, rulers } from './programs.ts'
import type { Account, Doing, Question } from './right.ts'

/** An account with the images of the pods that have it. */
export interface Used extends Account {
  readonly images: readonly string[]
}

/** The accounts of a cluster's services, as the estate knows them. */
export function identitiesIn(services: readonly ResolvedService[]): readonly Identity[] {
  return services
    .flatMap(({ runs }) => known(runs.identities))
    .filter(({ kind, namespace }) => kind === 'service-account' && namespace !== undefined)
}

/** What the program of each account needs. */
export function needed(accounts: readonly Used[]): readonly Question[] {
  return accounts.flatMap(({ images, ...account }) =>
    needsOf(images).flatMap(({ image, within, asks }) =>
      asks.map(doing => ({
        ...account,
        doing: within === 'cluster' ? doing : { ...doing, namespace: account.namespace },
        allowed: true,
        why: `${image} needs it`,
      })),
    ),
  )
}

/** What no account may, but for those whose program needs it: Secrets of other namespaces, and whatever leads to all. */
export function forbidden(accounts: readonly Used[], withSecrets: readonly string[]): readonly Question[] {
  return accounts.flatMap(({ images, ...account }): readonly Question[] => {
    if (account.name in rulers) return []
    const needs = needsOf(images)
      .filter(({ within }) => within === 'cluster')
      .flatMap(({ asks }) => asks)
    const isNeeded = ({ verb, on }: Doing): boolean => needs.some(each => each.verb === verb && each.on === on)
    const elsewhere = withSecrets
      .filter(namespace => namespace !== account.namespace)
      .map(namespace => ({ verb: 'get', on: 'secrets', namespace, why: 'they are another’s' }))
    const own = [
      { verb: 'create', on: 'pods/exec', namespace: account.namespace, why: 'it runs commands in its neighbours' },
    ]
    return [...never, ...elsewhere, ...own]
      .filter(doing => !isNeeded(doing))
      .map(({ why, ...doing }) => ({ ...account, doing, allowed: false, why }))
  })
}

function needsOf(images: readonly string[]): readonly ProgramNeeds[] {
  return programNeeds.filter(({ image }) => images.some(each => repositoryOf(each).endsWith(image)))
}

/** Without tag and digest. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '')
}
