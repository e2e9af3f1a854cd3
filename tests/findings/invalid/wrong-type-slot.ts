import { file, hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { hostAlloy, prometheusConfig } from '@homelab/observability'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** The compiler would refuse these settings; it does not run with the estate. */
// @ts-expect-error They lack all but one.
const settings: Parameters<typeof hostAlloy>[0] = { scrapeIntervalSeconds: 15 }
const alloy = service(import.meta, 'alloy', {
  title: 'Alloy',
  summary: 'collector',
  ports: {},
  // here
  workload: hostService({ at: box, files: [file('/home/box/alloy', '0644', hostAlloy(settings))] }),
})
const prometheus = service(import.meta, 'prometheus', {
  title: 'Prometheus',
  summary: 'metrics',
  ports: {},
  workload: pod({
    volumes: [
      configMap('config', 'prometheus', {
        // here
        'prometheus.yml': prometheusConfig({
          scrapeIntervalSeconds: 15,
          evaluationIntervalSeconds: 15,
          // @ts-expect-error It is `ruleFiles`.
          ruleFile: 'rules.json',
        }),
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [alloy, prometheus] })
export const expected: Expected = [
  'wrong-type alloy workload.files[0].content.settings.disableCollectors',
  'wrong-type alloy workload.files[0].content.settings.logGroups',
  'wrong-type alloy workload.files[0].content.settings.textfileDirectory',
  'wrong-type prometheus workload.volumes[0].files.prometheus.yml.settings.ruleFile',
]
