import { App, Chart } from 'cdk8s'
import { expect, test } from 'vitest'
import { Workload } from './workload.ts'

/** Without an estate: another homelab may use the construct alone. */
test('renders what is asked for, and no defaults of its own', () => {
  const chart = new Chart(new App(), 'test')
  new Workload(chart, 'dns', {
    kind: 'deployment',
    name: 'dns',
    namespace: 'net',
    selector: { app: 'dns' },
    pod: { containers: [{ name: 'dns', image: 'example.org/dns:1.0.0' }] },
    service: {
      name: 'dns',
      ports: [
        { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP', nodePort: 30053 },
        { name: 'zones', port: 53, targetPort: 'zones', protocol: 'TCP' },
      ],
    },
  })
  expect(chart.toJson()).toEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'dns', namespace: 'net' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'dns' } },
        template: {
          metadata: { labels: { app: 'dns' } },
          spec: { containers: [{ name: 'dns', image: 'example.org/dns:1.0.0' }] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'dns', namespace: 'net' },
      spec: {
        selector: { app: 'dns' },
        ports: [
          { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP', nodePort: 30053 },
          { name: 'zones', port: 53, targetPort: 'zones', protocol: 'TCP' },
        ],
      },
    },
  ])
})

test('makes no Service without ports', () => {
  const chart = new Chart(new App(), 'test')
  const service = { name: 'job', ports: [] }
  const pod = { containers: [{ name: 'job', image: 'example.org/job:1.0.0' }] }
  new Workload(chart, 'job', {
    kind: 'daemon-set',
    name: 'job',
    namespace: 'x',
    selector: { app: 'job' },
    pod,
    service,
  })
  expect(chart.toJson().map(({ kind }: { kind: string }) => kind)).toEqual(['DaemonSet'])
})
