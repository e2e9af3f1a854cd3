import { type Needs, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { clusterAlloy } from '@homelab/observability'
import { lasting, logs, metrics, pushes } from '../collected.ts'
import { type Expected, fixture } from '../parts.ts'

const [, claim] = lasting.volumes ?? []

const labelled = {
  ...lasting,
  volumes: [
    configMap('config', 'agent', {
      // here
      'config.alloy': clusterAlloy({
        probeIntervalSeconds: 30,
        probeTimeoutSeconds: 5,
        dropLines: 'x',
        jsonFields: ['level', 'msg'],
        jsonLabels: ['level', 'caller'],
      }),
    }),
    ...(claim === undefined ? [] : [claim]),
  ],
}

const agent = service(import.meta, 'agent', {
  title: 'Agent',
  summary: 'labels lines by a field that it does not read',
  ports: {},
  workload: labelled,
  needs: (): Needs => pushes(),
})

export default fixture(import.meta, { services: [agent, logs, metrics] })
export const expected: Expected = ['unread-option agent cluster config.alloy']
