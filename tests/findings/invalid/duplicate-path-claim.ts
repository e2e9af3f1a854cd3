import { notBackedUp, service } from '@homelab/estate'
import { claim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

/** Two volumes of one claim's name: one object, one file, one finding. */
const data = (name: string) =>
  claim(name, 'web-data', { size: '1Gi', holds: 'data', backup: notBackedUp('a fixture needs none') })
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({ volumes: [data('one'), data('two')] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['duplicate-path argocd/manifests/web/PersistentVolumeClaim-web-data.yaml']
