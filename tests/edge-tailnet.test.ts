import { fillPeople, type Grant, PeopleError, type Policy, reach, runTests } from '@homelab/tailnet'
import { reached, tailnetOf, UnknownEndpointError } from '@homelab/tailnet/render'
import { parse } from 'jsonc-parser'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

const { files } = render(blumeops)
const text = files.get('tailscale/policy.hujson') ?? ''
const policy = parse(text, [], { allowTrailingComma: true }) as Policy
const resolved = resolvedOnce(blumeops)
const tailnet = tailnetOf(resolved)
if (tailnet === undefined) throw new Error('the estate states no policy')
const { inventory } = tailnet

describe('the policy', () => {
  test('has the SSH rules that the estate states', () => {
    expect(policy.ssh).toHaveLength(resolved.tailnet?.ssh?.length ?? 0)
  })

  test('gives every tag that something carries an owner', () => {
    const carried = inventory.endpoints.flatMap(each =>
      each.kind === 'service'
        ? each.tags
        : each.kind === 'device' && each.identity.by === 'tags'
          ? each.identity.tags
          : [],
    )
    expect(carried.length).toBeGreaterThan(0)
    expect(carried.filter(tag => policy.tagOwners?.[tag] === undefined)).toEqual([])
  })

  test('passes its own tests', () => {
    expect(policy.tests?.length).toBeGreaterThan(0)
    expect(runTests(policy, inventory).failures).toEqual([])
  })
})

/** 8 February 2026: `tag:flyio-target` took the place of grants of the cluster's and the lab's own tags. */
describe('the change of 8 February 2026', () => {
  const narrow = policy.grants ?? []
  const broad: readonly Grant[] = narrow.flatMap(grant =>
    grant.src.includes('tag:flyio-proxy') ? ['tag:k8s', 'tag:homelab'].map(tag => ({ ...grant, dst: [tag] })) : [grant],
  )
  const rows = (of: Policy): readonly string[] =>
    reach(of, inventory, { from: 'flyio-proxy' }).map(({ to, protocol, ports }) => `${to} ${protocol}:${ports}`)
  const carriers = inventory.endpoints.filter(endpoint => {
    const carried =
      endpoint.kind === 'service'
        ? endpoint.tags
        : endpoint.kind === 'device' && endpoint.identity.by === 'tags'
          ? endpoint.identity.tags
          : []
    return carried.includes('tag:k8s') || carried.includes('tag:homelab')
  })

  test('with the old grants the proxy reaches every machine and Ingress that carries the tags', () => {
    // A Service that does not answer on 443 is not reached there.
    const expected = carriers
      .filter(one => one.kind !== 'service' || one.ports?.some(({ port }) => port === 443))
      .map(({ name }) => `${name} tcp:443`)
    expect(rows({ ...policy, grants: broad })).toEqual(expected.sort())
    expect(expected).toContain('indri tcp:443')
    expect(expected).toContain('svc:grafana tcp:443')
    expect(expected).toContain('svc:argocd tcp:443')
    expect(expected.length).toBeGreaterThan(15)
  })

  test('with the new ones exactly docs, and where it pushes to', () => {
    expect(rows(policy)).toEqual(['svc:docs tcp:443', 'svc:loki-push tcp:443', 'svc:prometheus-push tcp:443'])
  })

  test('and exactly their Ingresses carry the tag', () => {
    const carrying = objectsIn(files)
      .filter(({ kind }) => kind === 'Ingress' || kind === 'Service')
      .filter(({ path }) => files.get(path)?.includes('tag:flyio-target') === true)
    expect(carrying.map(({ metadata }) => metadata.name).sort()).toEqual([
      'docs-tailscale',
      'loki-loki-push-tailscale',
      'prometheus-prometheus-push-tailscale',
    ])
  })

  test('of what it pushes to, the proxy reaches the path of pushes and no other', () => {
    const pushes = [...(files.get('fly/config.alloy') ?? '').matchAll(/"(https:\/\/[^"]+)"/g)].map(
      ([, url = '']) => url,
    )
    const offered = pushes.map(url => {
      const [label] = new URL(url).hostname.split('.')
      const found = objectsIn(files).filter(({ kind, path }) => {
        return kind === 'Ingress' && new RegExp(`hosts:\\n\\s+- ${label}\\n`).test(files.get(path) ?? '')
      })
      return found.map(({ path }) =>
        [/(defaultBackend)/, / path: (.*)/].map(one => one.exec(files.get(path) ?? '')?.[1]),
      )
    })
    expect(pushes.length).toBe(2)
    expect(offered).toEqual(pushes.map(url => [[undefined, new URL(url).pathname]]))
  })

  test('the policy’s own tests refuse the old grants', () => {
    const { failures } = runTests({ ...policy, grants: broad }, inventory)
    expect(failures.map(({ src, kind, dst }) => `${src} ${kind} ${dst}`)).toEqual(
      expect.arrayContaining([
        'tag:flyio-proxy accept tag:flyio-target:443',
        'tag:flyio-proxy deny tag:k8s:443',
        'tag:flyio-proxy deny tag:homelab:443',
      ]),
    )
  })
})

describe('people', () => {
  test('stand in the file by name alone, and no address does', () => {
    expect(text).not.toMatch(/[\w.]@\w/)
    expect(text).toContain('{{ person:member }}')
  })

  test('are filled in when it is applied; who is missing is named', () => {
    expect(() => fillPeople(text, { admin: 'one@example.org' })).toThrow(PeopleError)
    expect(() => fillPeople(text, { admin: 'one@example.org' })).toThrow(/no login for member/)
    const filled = fillPeople(text, { admin: 'one@example.org', member: 'two@example.org' })
    expect(filled).toContain('"group:allisonflix": ["one@example.org", "two@example.org"]')
    expect(filled).not.toContain('person:')
  })
})

describe('reach', () => {
  const ask = (question: { from?: string; to?: string }): readonly string[] =>
    reached(resolved, tailnet, question).rows.map(
      ({ from, to, protocol, ports }) => `${from} ${to} ${protocol}:${ports}`,
    )

  test('a service answers at its endpoint and behind the private proxy', () => {
    expect(ask({ from: 'member', to: 'jellyfin' })).toEqual(['mouse indri tcp:443'])
    // Behind a port of the proxy where no member is let in.
    expect(ask({ from: 'member', to: 'grafana' })).toEqual([])
    expect(ask({ from: 'admin', to: 'postgres' })).toEqual([
      'gilbert pg *:*',
      'gilbert cnpg-metrics *:*',
      'gilbert indri *:*',
    ])
  })

  test('a service asks in the name of its host', () => {
    expect(ask({ from: 'miniflux', to: 'sifaka' })).toEqual(['indri sifaka *:*'])
  })

  test('people are shown by name', () => {
    const { ssh: logins } = reached(resolved, tailnet, { from: 'admin', to: 'indri' })
    expect(logins.map(({ action, users, checkPeriod }) => [action, ...users, checkPeriod])).toEqual([
      ['check', 'autogroup:nonroot', '12h0m0s'],
    ])
  })

  test('services of one host are one end, each row once', () => {
    // Prometheus and PostgreSQL begin so, and ask in the name of the same host.
    expect(ask({ from: 'p', to: 'loki' })).toEqual(['indri svc:loki tcp:443', 'indri svc:loki-push tcp:443'])
    expect(ask({ from: 'mouse', to: 'mini' })).toEqual(['mouse indri tcp:443'])
  })

  test('a tag that the policy has and nothing carries reaches nothing', () => {
    expect(ask({ from: 'tag:ci-gateway' })).toEqual([])
    expect(ask({ to: 'tag:kiwix' })).toEqual([])
    expect(() => ask({ to: 'tag:kiwi' })).toThrow(UnknownEndpointError)
  })

  test('what is reached may have a port', () => {
    expect(ask({ from: 'member', to: 'tag:homelab:445' })).toEqual([])
    expect(ask({ from: 'member', to: 'forge:443' })).toEqual(['mouse indri tcp:443'])
    expect(ask({ from: 'member', to: 'indri:22' })).toEqual(['mouse indri tcp:22'])
    expect(ask({ from: 'admin', to: 'indri:23' })).toEqual(['gilbert indri *:*'])
    expect(ask({ to: 'svc:docs:443' }).length).toBeGreaterThan(1)
    expect(ask({ from: 'admin', to: 'svc:docs:22' })).toEqual([])
    const logins = (to: string) => reached(resolved, tailnet, { from: 'admin', to }).ssh.length
    expect([logins('indri:22'), logins('indri:443')]).toEqual([1, 0])
  })

  test('where nothing is reached it says why', () => {
    const why = (question: { from?: string; to?: string }): string =>
      reached(resolved, tailnet, question).why.join('; ')
    expect(why({ to: 'tag:pg' })).toBe('nothing carries tag:pg')
    expect(why({ from: 'tag:ci-gateway' })).toBe('nothing carries tag:ci-gateway')
    expect(why({ from: 'autogroup:auditor' })).toBe('the estate knows no device of autogroup:auditor')
    expect(why({ to: 'internet' })).toBe('no machine is an exit node')
    expect(why({ from: 'member', to: 'sifaka' })).toBe('no rule lets member reach sifaka')
    expect(why({ from: 'member', to: 'sifaka:445' })).toBe('no rule lets member reach sifaka on port 445')
    expect(why({ from: 'admin', to: 'svc:docs:22' })).toBe('svc:docs answers on 443 and not on 22')
    expect(why({ from: 'admin', to: 'indri' })).toBe('')
  })

  test('what is nothing is an error that says what there is', () => {
    expect(() => ask({ from: '' })).toThrow(UnknownEndpointError)
    expect(() => ask({ to: 'nowhere' })).toThrow(UnknownEndpointError)
    expect(() => ask({ to: 'nowhere' })).toThrow(/svc:docs/)
  })
})
