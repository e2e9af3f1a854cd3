import { image, notBackedUp, service } from '@homelab/estate'
import { claim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const data = claim('data', 'web-data', { size: '1Gi', holds: 'rows', backup: notBackedUp('made from its sources') })

/** Its volumes belong to a group that is nobody's. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    strategy: 'Recreate',
    podSecurity: { runAsUser: 472, runAsGroup: 472, fsGroup: 4720 },
    container: { image: image('example.org/app', '1.0.0'), mounts: { data: '/data' } },
    volumes: [data],
  }),
})

/** What starts before gives the files to somebody who does not run. */
const files = service(import.meta, 'files', {
  title: 'Files',
  summary: 'files',
  ports: {},
  // here
  workload: pod({
    strategy: 'Recreate',
    podSecurity: { runAsUser: 1000, runAsGroup: 1000 },
    container: { image: image('example.org/app', '1.0.0'), mounts: { data: '/data' } },
    initContainers: [
      {
        name: 'chown',
        image: image('example.org/busybox', '1.36.1'),
        command: ['chown', '-R', '100:1000', '/data'],
        mounts: { data: '/data' },
        security: { runAsUser: 0 },
      },
    ],
    volumes: [
      claim('data', 'files-data', { size: '1Gi', holds: 'rows', backup: notBackedUp('made from its sources') }),
    ],
  }),
})

/** A group of many is said to be one that the pods are in. */
const shared = service(import.meta, 'shared', {
  title: 'Shared',
  summary: 'shared',
  ports: {},
  workload: pod({
    strategy: 'Recreate',
    podSecurity: { runAsUser: 1000, fsGroup: 1000, supplementalGroups: [2000] },
    container: {
      image: image('example.org/app', '1.0.0'),
      command: ['sh', '-c', 'exec app'],
      mounts: { data: '/data' },
    },
    initContainers: [
      {
        name: 'chown',
        image: image('example.org/busybox', '1.36.1'),
        command: ['/bin/chown', '1000:2000', '/data'],
        mounts: { data: '/data' },
        security: { runAsUser: 0 },
      },
    ],
    volumes: [
      claim('data', 'shared-data', { size: '1Gi', holds: 'rows', backup: notBackedUp('made from its sources') }),
    ],
  }),
})

export default fixture(import.meta, { services: [files, web, shared] })
export const expected: Expected = [
  'contradicting-users files Deployment files.chown',
  'contradicting-users web Deployment web.securityContext.fsGroup',
]
