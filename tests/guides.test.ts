import { resolve } from '@homelab/estate'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { clusterAccess } from '../packages/synth/src/kubeconfig/files.ts'
import { render } from './support/render.ts'

const resolved = resolve(blumeops)
const { files } = render(blumeops)
const guide = (name: string): string => files.get(`docs/guides/${name}.md`) ?? ''
const letters = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '')

/** The text of an Application's section in the guide to adoption. */
function application(name: string): string {
  const text = guide('adopt')
  const from = text.indexOf(`### Application ${name}\n`)
  return from < 0 ? '' : text.slice(from, text.indexOf('\n#', from + 1))
}

describe('adoption', () => {
  const told = resolved.differences.flatMap(({ what, adoption }) =>
    adoption === undefined ? [] : [{ what, adoption }],
  )

  test('every warning of a difference is given, once', () => {
    expect(told.length).toBeGreaterThan(4)
    const page = letters(guide('adopt'))
    expect(told.filter(({ adoption }) => page.split(letters(adoption)).length !== 2)).toEqual([])
  })

  test('nothing is promised that only this estate keeps: each Application is looked at before it is synced', () => {
    const page = render(minilab).files.get('docs/guides/adopt.md') ?? ''
    expect(page).not.toMatch(/\ba test\b/)
    for (const name of ['search', 'wiki']) {
      const [, steps = ''] = page.split(`### Application ${name}\n`)
      expect(steps.match(/^argocd app (?:diff|sync) \w+$/gm)?.slice(0, 2)).toEqual([
        `argocd app diff ${name}`,
        `argocd app sync ${name}`,
      ])
    }
  })

  test('a change of a dashboard is announced where the dashboards are, and not where its service is', () => {
    const what = 'the title of panel 10'
    expect(application('grafana-config')).toContain(`PostgreSQL: ${what}`)
    expect(application('blumeops-pg')).not.toContain(what)
    expect(application('grafana')).not.toContain('which services are shown')
  })

  test('CRDs are announced with their own Application', () => {
    expect(application('tailscale-operator-crds')).toContain('takes the live CRDs over')
    expect(application('tailscale-operator')).not.toContain('the operator’s CRDs')
  })

  test('pruning waits for Applications alone: what no cluster runs is never adopted', () => {
    const after = guide('adopt').slice(guide('adopt').indexOf('## After'))
    expect(after).toContain('`teslamate`')
    expect(after).not.toContain('nas-dashboard')
  })
})

test('Argo CD applied by hand leaves alone what its own syncs leave alone', () => {
  const [command] = guide('roll-back').match(/^kubectl .*--kustomize .*$/m) ?? []
  expect(command).toContain('--selector=app.kubernetes.io/name!=argocd-ssh-known-hosts-cm')
})

test('from an empty cluster, operators are awaited, and nothing whose routes come later', () => {
  const awaited = [...guide('bootstrap').matchAll(/^argocd app wait (\S+)/gm)].map(([, name]) => name)
  expect(awaited).toEqual([
    'external-secrets-crds',
    'external-secrets',
    '1password-connect',
    'external-secrets-config',
    'cloudnative-pg',
  ])
})

test('from an empty cluster, every Application is synced once, Argo CD too: by hand it could not hold its ExternalSecret', () => {
  const synced = [...guide('bootstrap').matchAll(/^argocd app sync (\S+)$/gm)].map(([, name]) => name)
  const all = [...files.keys()].flatMap(path => /^argocd\/apps\/(.*)\.yaml$/.exec(path)?.[1] ?? [])
  expect(all).toContain('argocd')
  expect(synced.toSorted()).toEqual(all.toSorted())
  expect(synced.indexOf('argocd')).toBeGreaterThan(synced.indexOf('external-secrets-config'))
})

test('workflows get tokens when the repository and whoever issues them are there', () => {
  const text = guide('bootstrap')
  const at = text.indexOf('--tags forgejo_actions_secrets')
  expect(text.split('forgejo_actions_secrets')).toHaveLength(2)
  expect(at).toBeGreaterThan(text.indexOf('\ngit push'))
  expect(at).toBeGreaterThan(text.indexOf('argocd app sync argocd'))
})

test('a secret is seen to have arrived before what reads it restarts', () => {
  const lines = guide('rotate-a-secret').split('\n')
  const restart = lines.findIndex(line => line.endsWith('rollout restart deployment/operator'))
  expect(lines.slice(restart - 3, restart).join('\n')).toContain('.status.refreshTime')
})

test('the way to a cluster is fetched, or said', () => {
  const page = (estate: typeof minilab): string => render(estate).files.get('docs/guides/bootstrap.md') ?? ''
  const clusters = minilab.clusters.map(({ kubeconfig: _, ...cluster }) => cluster)
  const byHand = 'The kube configuration is wherever the installer of `k3s` left it on `nuc`.'
  expect(page(minilab)).toContain('mise run ensure-kubectl-config')
  expect(page(minilab)).not.toContain(byHand)
  expect(page({ ...minilab, clusters })).not.toContain('ensure-kubectl-config')
  expect(page({ ...minilab, clusters })).toContain(byHand)
  expect(() => clusterAccess(resolve({ ...minilab, clusters }))).toThrow(
    'state `kubeconfig` of the cluster, or write ~/.kube/k3s/config.yml by hand',
  )
})

test('a store of any product comes before what reads through it', () => {
  const text = render(minilab).files.get('docs/guides/bootstrap.md') ?? ''
  const synced = [...text.matchAll(/^argocd app sync (\S+)/gm)].map(([, name]) => name)
  expect(synced).toEqual(['root', 'external-secrets', 'secret-store', 'wiki', 'search'])
})
