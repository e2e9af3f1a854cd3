import { service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

/** Two objects of one name in two namespaces, and one Application: both would be `ConfigMap-settings.yaml`. */
const settings = (namespace: string) => object('ConfigMap', { metadata: { name: 'settings', namespace } })
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({ application: { name: 'web' }, objects: [settings('default'), settings('kube-public')] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['duplicate-path argocd/manifests/web/ConfigMap-settings.yaml']
