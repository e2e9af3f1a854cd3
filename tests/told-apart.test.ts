/** Objects of one name in two clusters: every series, line and alert says whose it is, and nothing does where there is one cluster. */
import { resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { minikubeDashboard } from '../packages/observability/src/dashboards/minikube/index.ts'
import { overviewDashboard } from '../packages/observability/src/dashboards/overview/index.ts'
import { observe } from '../packages/observability/src/observed/index.ts'
import { rulesOf } from '../packages/observability/src/slots/prometheus.ts'
import { configMapsIn } from './support/objects.ts'
import { drawnAs, given, observed as ofOne } from './support/observed.ts'
import { render } from './support/render.ts'
import { rules as rulesOfOne } from './support/rules.ts'
import { twoClusters } from './support/two-clusters.ts'

const resolved = resolvedOf(twoClusters)
const observed = observe(resolved)
const rules = rulesOf(resolved, 'prometheus').flatMap(group => group.rules)
const { files } = render(twoClusters)
const maps = configMapsIn(files)

function labelsOf(expr: string): readonly (string | undefined)[] {
  return [...expr.matchAll(/\b(?:kube|kubelet|externalsecret|argocd_app|container_fs)_\w+(?:\{([^}]*)\})?/g)].map(
    ([, matchers = '']) => /\bcluster="(\w+)"/.exec(matchers)?.[1],
  )
}

test('what Prometheus scrapes has the name of its cluster', () => {
  const config = parse(maps.find(({ metadata: { name } }) => name === 'prometheus')?.data?.['prometheus.yml'] ?? '')
  const jobs = config.scrape_configs as { job_name: string; static_configs: object[] }[]
  expect(jobs.find(({ job_name: name }) => name === 'state')?.static_configs).toEqual([
    { targets: ['state.apps.svc.cluster.local:8080'], labels: { cluster: 'near' } },
    { targets: ['localhost:30080'], labels: { cluster: 'far' } },
  ])
})

test('so have the lines and samples that a collector pushes', () => {
  const configs = maps.flatMap(({ data }) => data?.['config.alloy'] ?? [])
  const named = configs.map(text =>
    [
      ...text.matchAll(
        /^(loki\.write|prometheus\.remote_write) [^{]*\{\n\texternal_labels = \{\n\t\tcluster = "(\w+)"/gm,
      ),
    ]
      .map(([, component, cluster]) => `${component} ${cluster}`)
      .join(', '),
  )
  expect(named.toSorted()).toEqual([
    'loki.write far, prometheus.remote_write far',
    'loki.write near, prometheus.remote_write near',
  ])
})

test('a rule about objects of a cluster looks at those of one cluster, and says which', () => {
  const about = rules.filter(({ expr }) => labelsOf(expr).length > 0)
  expect(about.length).toBeGreaterThan(40)
  for (const { alert, expr, labels, annotations } of about) {
    const [cluster, ...others] = new Set(labelsOf(expr))
    expect([alert, others], expr).toEqual([alert, []])
    expect(cluster, expr).toMatch(/^(near|far)$/)
    // That of a volume has the label of its series.
    if (labels['volume'] === undefined)
      expect([labels['cluster'], annotations.summary]).toEqual([cluster, expect.stringContaining(`${cluster}: `)])
  }
  const names = (cluster: string) => about.flatMap(each => (each.labels['cluster'] === cluster ? [each.alert] : []))
  expect(names('far')).toEqual(names('near'))
  expect(new Set(names('far'))).toEqual(
    new Set([
      ...['ClusterUnseen', 'PodCrashLooping', 'ContainerNotStarting', 'WorkloadShort', 'NodeNotReady', 'JobFailed'],
      ...['PodUnschedulable', 'ContainerOutOfMemory', 'ExternalSecretNotReady', 'ApplicationsUnseen'],
      'DatabaseNotReady',
      ...['ApplicationNotReady', 'ApplicationOutOfSync', 'ApplicationNotSyncing', 'ApplicationSyncFailed'],
    ]),
  )
})

test('each is about the service of its own cluster, whose page says what to do', () => {
  const unseen = rules.filter(({ alert }) => alert === 'ClusterUnseen')
  expect(unseen.map(({ labels, annotations }) => [labels.service, labels['cluster'], annotations.summary])).toEqual([
    ['state', 'near', 'near: Nothing is known of pods, nodes or workloads'],
    ['state-far', 'far', 'far: Nothing is known of pods, nodes or workloads'],
  ])
})

test('that a collector is away is seen by what it alone brings, though the other brings the same job', () => {
  expect(observed.shippers.map(({ name, delivers }) => [name, delivers])).toEqual([
    ['pods', { job: 'cadvisor', cluster: 'near' }],
    ['pods-far', { job: 'cadvisor', cluster: 'far' }],
  ])
  const targets = observed.targets.filter(({ series }) => series['job'] === 'kubelet')
  expect(targets.map(({ series }) => series['cluster'])).toEqual(['near', 'far'])
})

test('claims of one name are two volumes', () => {
  const pages = observed.volumes.filter(({ name }) => name === 'apps/web-pages')
  expect(pages.map(({ name, measured }) => [name, measured])).toEqual([
    ['apps/web-pages', { by: 'kubelet', namespace: 'apps', claim: 'web-pages', within: 'near' }],
    ['apps/web-pages', { by: 'kubelet', namespace: 'apps', claim: 'web-pages', within: 'far' }],
  ])
})

test('the dashboard of clusters lets one be chosen, and keeps those of one name apart', () => {
  const text = JSON.stringify(drawnAs(given(minikubeDashboard), observed, []))
  expect(text).toContain('label_values(kube_namespace_created, cluster)')
  expect(text.match(/namespace=~/g)?.length).toBe(text.match(/cluster=~\\"\$cluster\\", namespace=~/g)?.length)
  expect(text).not.toMatch(/by \(namespace\)|"\{\{namespace\}\}"|joinByField/)
  expect(text).toContain('"id":"merge"')
  const overview = JSON.stringify(drawnAs(given(overviewDashboard), observed, []))
  expect(overview).toContain('sum by (cluster, namespace, pod)')
  expect(overview).toContain('{{cluster}} {{namespace}}/{{pod}}')
})

test('where there is one cluster nothing says which', () => {
  expect(rulesOfOne.filter(({ labels, expr }) => labels['cluster'] !== undefined || /cluster="/.test(expr))).toEqual([])
  for (const part of [minikubeDashboard, overviewDashboard])
    expect(JSON.stringify(drawnAs(given(part), ofOne, []))).not.toMatch(/\$cluster|\(cluster|\{\{cluster/)
})
