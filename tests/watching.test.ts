/** What the rendered dashboards and alert rules of whole estates watch, and that a service is watched because it exists. */
import { type Estate, http, image, type Service, service } from '@homelab/estate/model'
import { deployment, hardened } from '@homelab/kubernetes'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import { minikube } from '../apps/blumeops/hosts.ts'
import minilab from '../apps/minilab/estate.ts'
import type { RuleGroup } from '../packages/observability/src/alerts/index.ts'
import { declaredExporters } from '../packages/observability/src/metrics/index.ts'
import { observe } from '../packages/observability/src/observed/index.ts'
import shelf from './fixtures/shelf/estate.ts'
import { dashboardsIn, type ReadDashboard, readDashboard } from './support/dashboards.ts'
import { configMapsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { logqlFaults, promqlFaults } from './support/queries.ts'
import { openFindings, render } from './support/render.ts'

describe.each([blumeops, minilab])('$name', estate => {
  const { files, findings } = render(estate)
  const declared = declaredExporters(estate.parts, observe(resolvedOnce(estate)))

  test('has no finding that is not accepted', () => {
    expect(openFindings(findings)).toEqual([])
  })

  test('every query of a dashboard reads what a declared exporter gives', () => {
    const faults = [...dashboardsIn(files)].flatMap(([short, json]) => {
      const { panels, templating } = readDashboard(json)
      return [
        ...panels.flatMap(({ id, type, targets }) =>
          targets.flatMap(({ expr }) =>
            (type === 'logs' ? logqlFaults(expr) : promqlFaults(expr, declared)).map(
              fault => `${short} ${id}: ${fault}`,
            ),
          ),
        ),
        ...templating.list.flatMap(({ query }) =>
          promqlFaults(/^label_values\((.+), \w+\)$/.exec(query)?.[1] ?? '', declared),
        ),
      ]
    })
    expect(faults).toEqual([])
  })

  test('every alert reads what a declared exporter gives, and leads to the page of a service', () => {
    const names = new Set(estate.services.map(({ name }) => name))
    const { documentation } = resolvedOnce(estate)
    for (const { rules } of ruleGroupsIn(files)) {
      for (const { expr, labels, annotations } of rules) {
        expect(promqlFaults(expr, declared)).toEqual([])
        expect(names).toContain(labels.service)
        expect(annotations.runbook_url).toBe(documentation && `${documentation}/services/${labels.service}`)
      }
    }
  })
})

describe('what is probed', () => {
  const { files } = render(blumeops)
  const config = configMapsIn(files).flatMap(({ data }) => data['config.alloy'] ?? [])[0] ?? ''
  const targets = [...config.matchAll(/target \{\s+name\s+= "([^"]+)"\s+address = "([^"]+)"/g)]
  const probed = targets.map(([, name = '', address = '']) => ({ name, address }))
  const alertsOf = (alert: string): readonly string[] =>
    ruleGroupsIn(files)
      .flatMap(({ rules }) => rules)
      .filter(rule => rule.alert === alert)
      .flatMap(({ expr }) => /job="integrations\/blackbox\/([^"]+)"/.exec(expr)?.[1] ?? [])

  test('is alerted of under the name by which the collector asks, and its certificate where it has one', () => {
    expect(probed.length).toBeGreaterThan(19)
    expect(alertsOf('ProbeFailing')).toEqual(probed.map(({ name }) => name))
    const withCertificate = probed.filter(({ address }) => address.startsWith('https://'))
    expect(alertsOf('CertificateExpiring')).toEqual(withCertificate.map(({ name }) => name))
  })

  test('is every public name, too', () => {
    const names = resolvedOnce(blumeops).routes.flatMap(({ kind, url }) => (kind === 'public' ? [`${url}/`] : []))
    expect(names).not.toEqual([])
    expect(probed.map(({ address }) => address)).toEqual(expect.arrayContaining(names))
  })
})

test('dashboards are ConfigMaps that the sidecar of Grafana finds (facts K9)', () => {
  const maps = configMapsIn(render(blumeops).files).filter(({ metadata: { name } }) => name.includes('-dashboard-'))
  expect(maps.length).toBe(11)
  for (const { path, metadata, data } of maps) {
    const [key = '', ...more] = Object.keys(data)
    const short = key.replace(/\.json$/, '')
    expect(more).toEqual([])
    expect(metadata).toEqual({
      name: `grafana-dashboard-${short}`,
      namespace: 'monitoring',
      labels: { grafana_dashboard: '1' },
    })
    expect(path).toBe(`argocd/manifests/grafana-config/ConfigMap-grafana-dashboard-${short}.yaml`)
  }
})

test('an estate without a store of metrics renders neither', () => {
  const { files } = render(shelf)
  expect(files.size).toBeGreaterThan(30)
  expect(dashboardsIn(files).size).toBe(0)
  expect(ruleGroupsIn(files)).toEqual([])
})

describe('a service with a probe', () => {
  const before = render(blumeops)
  const after = render(withService(blumeops, guest()))

  test('is asked, shown and watched by itself', () => {
    expect(openFindings(after.findings)).toEqual([])
    expect(after.files.get('argocd/manifests/alloy-k8s/ConfigMap-alloy-config.yaml')).toContain(
      'http://guest.guest.svc.cluster.local:8080/health',
    )
    for (const [short, title] of [
      ['services', 'Service Status'],
      ['services', 'Response Time'],
      ['services', 'Uptime (selected period)'],
      ['overview', 'Probes'],
    ] as const) {
      expect(legends(after.files, short, title)).toEqual([...legends(before.files, short, title), 'Guest'])
    }
    expect(alertsOf(after.files, 'guest')).toEqual(['ProbeFailing'])
    expect(alertsOf(before.files, 'guest')).toEqual([])
  })

  test('changes dashboards and rolls no pod but those that read a changed file', () => {
    const changed = [...before.files].filter(([path, text]) => after.files.get(path) !== text).map(([path]) => path)
    expect(changed.filter(path => path.startsWith('argocd/'))).toEqual([
      'argocd/manifests/alloy-k8s/ConfigMap-alloy-config.yaml',
      'argocd/manifests/alloy-k8s/DaemonSet-alloy.yaml',
      'argocd/manifests/grafana-config/ConfigMap-grafana-dashboard-overview.yaml',
      'argocd/manifests/grafana-config/ConfigMap-grafana-dashboard-services.yaml',
      'argocd/manifests/prometheus/ConfigMap-prometheus-config.yaml',
      'argocd/manifests/prometheus/StatefulSet-prometheus.yaml',
    ])
  })
})

function ruleGroupsIn(files: ReadonlyMap<string, string>): readonly RuleGroup[] {
  return configMapsIn(files)
    .flatMap(({ data }) => data['alerts.json'] ?? [])
    .flatMap(text => (parse(text) as { readonly groups: readonly RuleGroup[] }).groups)
}

function alertsOf(files: ReadonlyMap<string, string>, name: string): readonly string[] {
  return ruleGroupsIn(files)
    .flatMap(({ rules }) => rules)
    .filter(({ labels }) => labels.service === name)
    .map(({ alert }) => alert)
}

function legends(files: ReadonlyMap<string, string>, short: string, title: string): readonly (string | undefined)[] {
  const dashboard: ReadDashboard = readDashboard(dashboardsIn(files).get(short) ?? {})
  const panel = dashboard.panels.find(one => one.title === title)
  return panel?.targets.map(({ legendFormat }) => legendFormat) ?? []
}

function withService(estate: Estate, added: Service): Estate {
  return { ...estate, services: [...estate.services, added] }
}

function guest(): Service {
  return service({ url: new URL('../apps/blumeops/services/guest.ts', import.meta.url).href }, 'guest', {
    title: 'Guest',
    summary: 'comes and goes',
    ports: { http: http(8080) },
    workload: deployment({
      at: minikube,
      namespace: 'guest',
      container: {
        image: image('example.org/guest', '1.0.0'),
        resources: { requests: { memory: '16Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
        security: hardened(),
      },
    }),
    probes: { ready: { port: 'http', path: '/health' } },
  })
}
