import { service } from '@homelab/estate'
import { argoCdInstallation, clusterSecret } from '@homelab/kubernetes'
import { far, home, storeAtHome } from '../hills.ts'
import { type Expected, fixture, pod, secrets } from '../parts.ts'

/** It may list some kinds there, asks for all, and would stop at the first refusal. */
const argo = service(import.meta, 'argo', {
  title: 'Argo CD',
  summary: 'brings all',
  ports: {},
  // here
  workload: argoCdInstallation({
    ...{ at: home, version: 'v3.3.2', parameters: {}, policy: [], knownHosts: [] },
    settings: { 'resource.respectRBAC': 'sometimes' },
    secrets: [clusterSecret(far, { token: secrets.app.password })],
  }),
})
const web = service(import.meta, 'web', { title: 'Web', summary: 'x', ports: {}, workload: pod({ at: far }) })

export default fixture(import.meta, { clusters: [home, far], services: [argo, storeAtHome, web] })
export const expected: Expected = ['unprovided-reference argo workload.settings.resource.respectRBAC']
