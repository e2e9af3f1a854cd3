import { host, notBackedUp, service, share, tcp } from '@homelab/estate'
import { nfs } from '@homelab/kubernetes'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

// here
const nas = host('nas', {
  platform: 'nas',
  role: 'keeps files',
  lanAddress: '142.168.1.2',
  listens: { nfs: tcp(2049) },
})
// here
const odd = host('odd', { platform: 'nas', role: 'keeps files, too', lanAddress: '192.168.1.603' })
const files = share('files', nas, {
  path: '/volume1/files',
  nfsClients: ['192-168.1.0/24', '192.0.2.0/24', '2001:db8::/129'],
  holds: 'files',
  backup: notBackedUp('a fixture'),
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'reads files',
  ports: {},
  workload: pod({ volumes: [nfs('files', files)] }),
})

export default fixture(import.meta, { hosts: [box, nas, odd], clusters: [kind], shares: [files], services: [web] })
export const expected: Expected = [
  'invalid-name nas lanAddress',
  'invalid-name nas shares.files.nfsClients',
  'invalid-name nas shares.files.nfsClients',
  'invalid-name odd lanAddress',
]
