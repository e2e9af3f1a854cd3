import { cluster, host } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { expect, test } from 'vitest'
import { argoCdInstallation } from './installation.ts'
import { argoCd } from './settings.ts'

const at = cluster('lab', {
  on: host('box', { platform: 'linux', role: 'runs it' }),
  ...sampleCluster,
  delivery: argoCd({
    handwritten: 'manual',
    namespace: 'gitops',
    project: 'default',
    root: 'root',
  }),
})
const common = { at, version: 'v3.2.9', parameters: {}, settings: {}, policy: [] }

test('with the public host keys, the known-hosts map is ours', () => {
  const { configMapPatches, application, bootstrap } = argoCdInstallation({
    ...common,
    knownHosts: ['a.example.org ssh-rsa A', 'b'],
  })
  expect(configMapPatches['argocd-ssh-known-hosts-cm']).toEqual({ ssh_known_hosts: 'a.example.org ssh-rsa A\nb\n' })
  expect(application).toEqual({ name: 'argocd' })
  expect(bootstrap).toEqual([])
})

test('without them, the map is left as it is and a step by hand fills it', () => {
  const { configMapPatches, application, bootstrap, namespace } = argoCdInstallation(common)
  expect(Object.keys(configMapPatches)).not.toContain('argocd-ssh-known-hosts-cm')
  expect(application).toMatchObject({
    ignoreDifferences: [{ kind: 'ConfigMap', name: 'argocd-ssh-known-hosts-cm', jsonPointers: ['/data'] }],
  })
  expect(bootstrap?.map(({ name }) => name)).toEqual(['known-hosts'])
  expect(namespace).toBe('gitops')
})

test('rows of the policy', () => {
  const policy = [
    { allow: 'role:bot', resource: 'applications', action: 'get', object: '*' },
    { member: 'bot', of: 'role:bot' },
  ]
  const { configMapPatches, resources } = argoCdInstallation({ ...common, policy })
  expect(configMapPatches['argocd-rbac-cm']).toEqual({
    'policy.csv': 'p, role:bot, applications, get, *, allow\ng, bot, role:bot\n',
  })
  expect(resources.join()).toContain('/v3.2.9/')
})

test.each([
  ['v3.2.9', false],
  ['v3.3.2', true],
  ['v3.10.0', true],
  ['v4.0.0', true],
])('of %s the server applies all: %s', (version, all) => {
  for (const knownHosts of [undefined, ['a.example.org ssh-rsa A']]) {
    const { application, appliedByServer } = argoCdInstallation({
      ...common,
      version,
      ...(knownHosts && { knownHosts }),
    })
    const { syncOptions = [] } = application as { readonly syncOptions?: readonly string[] }
    expect(syncOptions.includes('ServerSideApply=true')).toBe(all)
    // One of both: what is too large for the client's annotation is never left to the client.
    expect((appliedByServer ?? []).length).toBe(all ? 0 : 1)
  }
})
