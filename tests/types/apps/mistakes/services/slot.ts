import { file, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { hostAlloy } from '@homelab/observability'
import { box } from '../places.ts'

export const it = service(import.meta, 'slot', {
  title: 'Slot',
  summary: 'a setting of a collector that it does not have',
  ports: {},
  workload: hostService({
    at: box,
    files: [
      file(
        '/srv/config.alloy',
        '0644',
        hostAlloy({
          scrapeIntervalSeconds: 15,
          disableCollector: [],
          // column 11: Object literal may only specify known properties, but 'disableCollector' does not exist in type 'HostAlloySettings'. Did you mean to write 'disableCollectors'?
          textfileDirectory: '/srv/textfile',
          logGroups: {},
        }),
      ),
    ],
  }),
})
