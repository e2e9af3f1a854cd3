import { after, type Cluster, type ClusterTailnet, image, type Needs, type Secret, service } from '@homelab/estate'
import { application } from '@homelab/kubernetes'
import { tailscaleOperatorIn } from '@homelab/services'
import { annex, annexEndpoints, endpoints, home } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore, secretStoreAnnex } from './secret-store.ts'

const version = 'v1.92.5'
const clients = secrets.tailscale

export const tailscale = service(import.meta, 'tailscale', {
  ...operatorIn(home, endpoints, { id: clients['client-id'], secret: clients['client-secret'] }),
  needs: (): Needs => [after(secretStore, 'its credentials come from there')],
})

export const tailscaleAnnex = service(import.meta, 'tailscale-annex', {
  ...operatorIn(annex, annexEndpoints, { id: clients['annex-id'], secret: clients['annex-secret'] }),
  title: 'Tailscale operator of the annex',
  needs: (): Needs => [after(secretStoreAnnex, 'its credentials come from there')],
})

function operatorIn(at: Cluster, of: ClusterTailnet, client: { readonly id: Secret; readonly secret: Secret }) {
  return tailscaleOperatorIn(at, {
    endpoints: of,
    image: image('docker.io/tailscale/k8s-operator', version),
    proxy: image('docker.io/tailscale/tailscale', version),
    client,
    pods: {
      crds: application('tailscale-crds', {
        namespace: 'none',
        repository: 'https://github.com/tailscale/tailscale.git',
        targetRevision: version,
        path: 'cmd/k8s-operator/deploy/crds',
        syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
      }),
    },
  })
}
