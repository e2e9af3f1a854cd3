import { file, hostService, pieces } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { appliedSecret } from '@homelab/kubernetes'
import { byScript, paper, withPaper } from '../paper.ts'
import { box, type Expected, pod, reading } from '../parts.ts'

/** One item, read by a role of a host, and applied to a cluster. */
const { password } = paper.secrets.app

const onHost = service(import.meta, 'on-host', {
  title: 'On a host',
  summary: 'has the secret in a file',
  ports: {},
  workload: hostService({ at: box, files: [file('/home/box/app.conf', '0600', pieces('password=', password))] }),
})

const inCluster = service(import.meta, 'in-cluster', {
  title: 'In a cluster',
  summary: 'has the secret in a variable',
  ports: {},
  workload: pod({
    at: byScript,
    ...reading('app'),
    secrets: [
      appliedSecret('app', {
        data: { password },
        template: { URL: 'redis://:{{ .password }}@redis:6379' },
        type: 'Opaque',
      }),
    ],
  }),
})

export default withPaper(import.meta, { clusters: [byScript], services: [onHost, inCluster] })
export const expected: Expected = []
