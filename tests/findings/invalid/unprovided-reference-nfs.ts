import { host, notBackedUp, service, share, tcp } from '@homelab/estate'
import { nfs } from '@homelab/kubernetes'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

// here
const nas = host('nas', { platform: 'nas', role: 'keeps files', lanAddress: '192.0.2.2', listens: { nfs: tcp(2050) } })
const about = { nfsClients: ['192.0.2.0/24'], holds: 'files', backup: notBackedUp('a fixture') }
const files = share('files', nas, { path: '/volume1/files', ...about })

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'reads files',
  ports: {},
  workload: pod({ volumes: [nfs('files', files)] }),
})

export default fixture(import.meta, { hosts: [box, nas], clusters: [kind], shares: [files], services: [web] })
export const expected: Expected = ['unprovided-reference nas listens']
