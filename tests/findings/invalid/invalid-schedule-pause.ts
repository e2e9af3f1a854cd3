import { accept, image, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { prometheusConfig } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

function scraper(name: string, scrapeIntervalSeconds: number, evaluationIntervalSeconds: number) {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    accepts: [accept('empty-setting', 'there is nobody to scrape', 'prometheus.yml')],
    workload: pod({
      namespace: name,
      container: { image: image('example.org/scraper', '1.0.0'), mounts: { config: '/etc/scraper' } },
      volumes: [
        configMap('config', name, {
          // here
          'prometheus.yml': prometheusConfig({ scrapeIntervalSeconds, evaluationIntervalSeconds }),
        }),
      ],
    }),
  })
}

/** Asked without a pause, and not in whole seconds. */
const wrong = [scraper('never', 0, 15), scraper('half', 15, 7.5)]

export default fixture(import.meta, { services: [...wrong, scraper('right', 15, 15)] })
export const expected: Expected = [
  'invalid-schedule half workload.volumes[0].files.prometheus.yml.settings.evaluationIntervalSeconds',
  'invalid-schedule never workload.volumes[0].files.prometheus.yml.settings.scrapeIntervalSeconds',
]
