import { cluster, type Service, service } from '@homelab/estate'
import { alsoAt, argoCd, argoCdIn, clusterSecret, objects } from '@homelab/kubernetes'
import { box, kind, secrets, store } from './parts.ts'

const { kind: _, name: __, ...rest } = kind
const source = (folder: string) => ({ ...kind.source, folder })

/** Where Argo CD runs. */
export const home = cluster('home', {
  ...{ ...rest, on: box, source: source('home') },
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
})

/** What says how its Argo CD delivers to a second one. */
export const farther = { api: 'https://192.0.2.2:6443', project: 'far', root: 'far' }
export const besides = { ...rest, on: box, context: 'far', source: source('far') }

export const far = cluster('far', { ...besides, delivery: argoCdIn(home, farther) })

export const storeAtHome = alsoAt(home, store)

/** Has the Secret by which the second one is reached. */
export const argo = reaching(far)

export function reaching(of: Parameters<typeof clusterSecret>[0]): Service {
  return service(import.meta, 'argo', {
    title: 'Argo CD',
    summary: 'brings all',
    ports: {},
    workload: objects({
      at: home,
      namespace: 'argocd',
      secrets: [clusterSecret(of, { token: secrets.app.password })],
    }),
  })
}
