import { loadRenderers, resolve, state } from '@homelab/estate/model'
import { loadProjections } from '@homelab/synth'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'

const { stated, parts } = state(blumeops)
await loadRenderers(parts)
const kubernetes = (await loadProjections()).find(({ target }) => target === 'kubernetes')

type Plain = Record<string, unknown>

/** The findings about Secrets, `SUBJECT PATH`, after a change of the services' workloads. */
function found(change: (workload: Plain, service: string) => Plain): string[] {
  const services = stated.services.map(service => ({
    ...service,
    workload: change(service.workload as unknown as Plain, service.name) as never,
  }))
  const changed = resolve({ ...stated, services }, parts)
  return (kubernetes?.render(changed).findings ?? [])
    .filter(({ code }) => code === 'unreadable-secret')
    .map(({ where: { subject, path } }) => `${subject} ${path}`)
    .sort()
}

const withoutSecret = (name: string) =>
  found(workload => ({
    ...workload,
    secrets: ((workload['secrets'] as { name: string }[] | undefined) ?? []).filter(each => each.name !== name),
  }))

test('every Secret that the estate reads is delivered', () => {
  expect(found(workload => workload)).toEqual([])
})

/** Each ExternalSecret that a service declares, and who can't do without it. The optional one has no reader. */
const readers: Readonly<Record<string, readonly string[]>> = {
  'grafana-admin': ['grafana secrets.grafana-admin'],
  'grafana-teslamate-datasource': [],
  'alertmanager-receivers': ['alertmanager secrets.alertmanager-receivers'],
  'operator-oauth': ['tailscale-operator secrets.operator-oauth'],
  // Argo CD looks it up by its label; no object names it.
  'repo-creds-forge': [],
}

test('the list of ExternalSecrets is complete', () => {
  const declared = stated.services.flatMap(
    ({ workload }) =>
      ((workload as unknown as Plain)['secrets'] as { name: string }[] | undefined)?.map(({ name }) => name) ?? [],
  )
  expect(declared.sort()).toEqual(Object.keys(readers).sort())
})

test.each(Object.entries(readers))('without %s the workload that reads it is named', (name, expected) => {
  expect(withoutSecret(name)).toEqual(expected)
})

test('without the steps by hand nothing reaches the vault', () => {
  expect(found(workload => ({ ...workload, bootstrap: [] }))).toEqual([
    'onepassword-connect secrets.op-credentials',
    'secret-store secrets.onepassword-token',
  ])
})

test('without its server, the copy of the database’s URL has no original', () => {
  const without = found((workload, service) =>
    service === 'blumeops-pg' ? { ...workload, kind: 'external', applications: [] } : workload,
  )
  expect(without).toContain('miniflux secrets.blumeops-pg-app')
})
