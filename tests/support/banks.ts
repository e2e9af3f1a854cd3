import { cluster, type Estate, host, http, type Service, service } from '@homelab/estate/model'
import { alsoAt, argoCd, argoCdInstallation, bootstrapStep } from '@homelab/kubernetes'
import { fixture, kind, pod, store } from '../findings/parts.ts'

const { kind: _, name: __, tailnet: ___, ...rest } = kind

function bank(name: string) {
  const on = host(`${name}-box`, { platform: 'linux', role: 'one side', home: '/home/box', lanAddress: '192.0.2.1' })
  const at = cluster(name, {
    ...{ ...rest, on, context: `admin@${name}`, source: { ...kind.source, folder: name } },
    delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: `${name}-root` }),
  })
  return { on, at }
}

const [left, right] = [bank('left'), bank('right')]

const argo = service(import.meta, 'argo', {
  ...{ title: 'Argo CD', summary: 'brings all', ports: { http: http(80) } },
  workload: argoCdInstallation({
    ...{ at: left.at, version: 'v3.3.2', parameters: {}, settings: {}, policy: [], knownHosts: [] },
    bootstrap: [bootstrapStep('argo', { what: 'Apply it.', commands: ['kubectl create namespace argocd'] })],
  }),
})
const wiki = service(import.meta, 'wiki', {
  ...{ title: 'Wiki', summary: 'pages', ports: {} },
  workload: pod({ at: left.at }),
})

/** Two clusters with the same services, each with an Argo CD of its own; with one where nothing is on the right. */
export function banks(...more: readonly Service[]): Estate {
  const stores = [alsoAt(left.at, store), alsoAt(right.at, store)]
  const services = [argo, alsoAt(right.at, argo), ...stores, wiki, alsoAt(right.at, wiki), ...more]
  return fixture(import.meta, { hosts: [left.on, right.on], clusters: [left.at, right.at], services })
}

export const leftBank = fixture(import.meta, {
  ...{ hosts: [left.on], clusters: [left.at], services: [argo, alsoAt(left.at, store), wiki] },
})
