import { service } from '@homelab/estate'
import { argoCd, argoCdInstallation } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const itself: typeof byArgoCd = {
  ...byArgoCd,
  delivery: argoCd({
    ...{ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' },
    sync: 'by-itself',
  }),
}
/** Meant for all others, and Argo CD is one of them. */
const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'applies what is rendered',
  ports: {},
  // here
  workload: argoCdInstallation({ at: itself, version: 'v3.2.6', parameters: {}, settings: {}, policy: [] }),
})
const web = service(import.meta, 'web', { title: 'Web', summary: 'web', ports: {}, workload: pod({ at: itself }) })

export default fixture(import.meta, { clusters: [itself], services: [argocd, web] })
export const expected: Expected = ['unstated-sync argocd application argocd']
