import { type Needs, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { clusterAlloy } from '@homelab/observability'
import { lasting, logs, metrics, pushes } from '../collected.ts'
import { type Expected, fixture } from '../parts.ts'

const [, claim] = lasting.volumes ?? []

const impatient = {
  ...lasting,
  volumes: [
    configMap('config', 'agent', {
      // here
      'config.alloy': clusterAlloy({
        probeIntervalSeconds: 30,
        probeTimeoutSeconds: 31,
        dropLines: 'x',
        jsonFields: [],
        jsonLabels: [],
      }),
    }),
    ...(claim === undefined ? [] : [claim]),
  ],
}

/** The next question goes out before the answer to this one. */
const asks = service(import.meta, 'asks', {
  title: 'Asks',
  summary: 'asks',
  ports: {},
  workload: impatient,
  needs: (): Needs => pushes(),
})

export default fixture(import.meta, { services: [asks, logs, metrics] })
export const expected: Expected = [
  'invalid-schedule asks workload.volumes[0].files.config.alloy.settings.probeTimeoutSeconds',
]
