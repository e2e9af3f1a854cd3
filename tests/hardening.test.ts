import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { objectsIn } from './support/objects.ts'
import { podsIn } from './support/pods.ts'
import { render } from './support/render.ts'

const pods = podsIn(objectsIn(render(blumeops).files))
const containers = pods.flatMap(({ of, containers: main, initContainers }) =>
  [...main, ...initContainers].map(container => ({ id: `${of}: ${container.name}`, ...container })),
)

/** What an image can't do without, and why its service says so. A name that is gone must go from here too. */
const exceptions = {
  root: [
    'DaemonSet alloy/alloy: init-chown-data',
    'Deployment docs/docs: docs',
    'Deployment monitoring/grafana: init-chown-data',
    'Deployment navidrome/navidrome: navidrome',
    'Deployment tailscale/operator: operator',
  ],
  writesRoot: [
    'Deployment docs/docs: docs',
    'Deployment monitoring/grafana: grafana-sc-dashboard',
    'Deployment tailscale/operator: operator',
  ],
  /** It would not be let into folders of other users. */
  keepsDefaultCapabilities: ['Deployment monitoring/grafana: init-chown-data'],
}

const capabilities: Readonly<Record<string, readonly string[]>> = {
  'DaemonSet alloy/alloy: init-chown-data': ['CHOWN'],
  'Deployment docs/docs: docs': ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'],
  'Deployment kiwix/kiwix: kiwix-serve': ['NET_BIND_SERVICE'],
  'Deployment monitoring/grafana: init-chown-data': ['CHOWN'],
}

const tokens = [
  'CronJob kiwix/zim-watcher',
  'DaemonSet alloy/alloy',
  'Deployment monitoring/grafana',
  'Deployment monitoring/kube-state-metrics',
  'Deployment tailscale/operator',
]

describe('every container can do no more than its image needs', () => {
  test.each(containers)('$id', ({ id, securityContext, resources }) => {
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    const { capabilities: caps, runAsNonRoot, readOnlyRootFilesystem } = securityContext ?? {}
    expect(caps?.drop ?? []).toEqual(exceptions.keepsDefaultCapabilities.includes(id) ? [] : ['ALL'])
    expect(caps?.add ?? []).toEqual(capabilities[id] ?? [])
    expect(runAsNonRoot === true, 'non-root').toBe(!exceptions.root.includes(id))
    expect(readOnlyRootFilesystem === true, 'read-only root').toBe(!exceptions.writesRoot.includes(id))
    expect(resources?.requests, 'requests').toMatchObject({ memory: expect.any(String), cpu: expect.any(String) })
    expect(resources?.limits, 'limits').toMatchObject({ memory: expect.any(String) })
  })

  test('no exception outlives its container', () => {
    const ids = new Set(containers.map(({ id }) => id))
    const named = [...Object.values(exceptions).flat(), ...Object.keys(capabilities)]
    expect(named.filter(id => !ids.has(id))).toEqual([])
  })
})

test('a pod has a service account token only where it uses it', () => {
  const given = pods.filter(({ automountServiceAccountToken }) => automountServiceAccountToken !== false)
  expect(given.map(({ of }) => of).sort()).toEqual(tokens)
  expect(given.every(({ serviceAccountName }) => serviceAccountName !== undefined)).toBe(true)
})
