import { image, service } from '@homelab/estate'
import { hardened } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const { unhardened: _, ...asked } = kind
const program = image('example.org/app', '1.0.0')
const resources = { limits: { memory: '64Mi' } }

const [anything, root, escalating, inherited] = [
  service(import.meta, 'anything', {
    title: 'Anything',
    summary: 'says nothing of what it may do',
    ports: {},
    // here
    workload: pod({ container: { image: program } }),
  }),
  service(import.meta, 'root', {
    title: 'Root',
    summary: 'is root, writes anywhere, and may change other users’ files',
    ports: {},
    workload: pod({
      container: {
        image: program,
        resources,
        // here
        security: hardened({ root: true, writesRoot: true, capabilities: ['CHOWN', 'NET_BIND_SERVICE'] }),
      },
    }),
  }),
  service(import.meta, 'escalating', {
    title: 'Escalating',
    summary: 'keeps what the runtime gives',
    ports: {},
    // here
    workload: pod({
      container: { image: program, resources, security: { runAsNonRoot: true, readOnlyRootFilesystem: true } },
    }),
  }),
  service(import.meta, 'inherited', {
    title: 'Inherited',
    summary: 'its pod says what holds for each container',
    ports: {},
    workload: pod({
      podSecurity: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      container: {
        image: program,
        resources,
        security: {
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
        },
      },
    }),
  }),
]

export default fixture(import.meta, { clusters: [asked], services: [anything, root, escalating, inherited] })
export const expected: Expected = [
  'unhardened-container anything anything.resources',
  'unhardened-container anything anything.security',
  'unhardened-container escalating escalating.security.allowPrivilegeEscalation',
  'unhardened-container escalating escalating.security.capabilities.drop',
  'unhardened-container escalating escalating.security.seccompProfile',
  'unhardened-container root root.security.capabilities.add',
  'unhardened-container root root.security.readOnlyRootFilesystem',
  'unhardened-container root root.security.runAsNonRoot',
]
