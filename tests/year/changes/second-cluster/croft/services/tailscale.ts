import { after, image, type Needs, service } from '@homelab/estate'
import { type Application, application } from '@homelab/kubernetes'
import { tailscaleOperatorIn } from '@homelab/services'
import { annex, annexEndpoints, endpoints, home } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore, secretStoreAnnex } from './secret-store.ts'

const version = 'v1.92.5'
const clients = secrets.tailscale
const both = {
  image: image('docker.io/tailscale/k8s-operator', version),
  proxy: image('docker.io/tailscale/tailscale', version),
}

export const tailscale = service(import.meta, 'tailscale', {
  ...tailscaleOperatorIn(home, {
    ...both,
    endpoints,
    client: { id: clients['client-id'], secret: clients['client-secret'] },
    pods: { crds: kinds('tailscale-crds') },
  }),
  needs: (): Needs => [after(secretStore, 'its credentials come from there')],
})

export const tailscaleAnnex = service(import.meta, 'tailscale-annex', {
  ...tailscaleOperatorIn(annex, {
    ...both,
    endpoints: annexEndpoints,
    client: { id: clients['annex-id'], secret: clients['annex-secret'] },
    pods: { crds: kinds('tailscale-crds-annex') },
  }),
  title: 'Tailscale operator of the annex',
  needs: (): Needs => [after(secretStoreAnnex, 'its credentials come from there')],
})

function kinds(name: string): Application {
  return application(name, {
    namespace: 'none',
    repository: 'https://github.com/tailscale/tailscale.git',
    targetRevision: version,
    path: 'cmd/k8s-operator/deploy/crds',
    syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
  })
}
