import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { repository } from '../apps/minilab/vault.ts'
import { configMapsIn, objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { openFindings, render } from './support/render.ts'
import { root } from './support/sources.ts'

const { files, findings } = render(minilab)

test('the second estate renders without findings', () => {
  expect(openFindings(findings)).toEqual([])
  expect(files.size).toBeGreaterThan(30)
})

/** What tells the first estate from every other: names, addresses and ids that its sources state. */
function factsOf({ hosts, clusters, domains, vaults, shares }: ReturnType<typeof resolvedOnce>): string[] {
  const facts = [
    ...hosts.flatMap(({ name, user, home, lanAddress }) => [name, user, home, lanAddress]),
    ...clusters.flatMap(({ name, context, source }) => [name, context, source.repository, source.rendered]),
    ...domains.flatMap(({ suffix, zone }) => [suffix, zone]),
    ...vaults.flatMap(({ name, store }) => [name, ...Object.values<string | undefined>({ ...store })]),
    ...shares.map(({ path }) => path),
  ]
  return [...new Set(facts)].filter(fact => fact !== undefined)
}

test('no fact of the first appears in its output', () => {
  const own = new Set(factsOf(resolvedOnce(minilab)))
  const facts = factsOf(resolvedOnce(blumeops)).filter(fact => !own.has(fact))
  expect(facts.length).toBeGreaterThan(15)
  const words = facts.map(fact => new RegExp(`(?<![\\w-])${fact.replaceAll('.', '\\.')}(?![\\w-])`, 'i'))
  const found = [...files].flatMap(([path, text]) =>
    words.flatMap(word => {
      const [match] = word.exec(`${path}\n${text}`) ?? []
      return match === undefined ? [] : [`${path}: ${match}`]
    }),
  )
  expect(found).toEqual([])
  // The same words are all over what the first one renders, or this would prove nothing.
  const first = [...render(blumeops).files].map(([path, text]) => `${path}\n${text}`).join('\n')
  expect(facts.filter((_, index) => words[index]?.test(first) !== true)).toEqual([])
})

test('neither Tailscale nor Fly.io, and secrets from its own store', () => {
  const folders = new Set([...files.keys()].map(path => path.split('/')[0]))
  expect([...folders].filter(folder => ['tailscale', 'fly'].includes(folder ?? ''))).toEqual([])
  const manifests = [...files].filter(([path]) => path.startsWith('cluster/'))
  expect(manifests.filter(([, text]) => /tailscale|onepassword/i.test(text)).map(([path]) => path)).toEqual([])
  const stores = objectsIn(files).flatMap(({ kind, spec }) => (kind === 'ExternalSecret' ? [spec.secretStoreRef] : []))
  const own = { kind: 'ClusterSecretStore', name: 'vault' }
  expect(new Set(stores.map(store => JSON.stringify(store)))).toEqual(new Set([JSON.stringify(own)]))
  const [store] = objectsIn(files).filter(({ kind }) => kind === 'ClusterSecretStore')
  expect(store?.metadata).toEqual({ name: 'vault' })
  const account = { serviceAccount: { name: 'secret-store', namespace: 'vault' } }
  expect(store?.spec.provider.kubernetes).toMatchObject({ remoteNamespace: 'vault', auth: account })
})

test('Flux decrypts the items that the cluster reads, and no other, before the store that copies them', () => {
  const { namespace, resources } = parse(files.get('cluster/secrets/kustomization.yaml') ?? '')
  expect(namespace).toBe('vault')
  const items = ['alerts', 'apps/dex', 'apps/grafana', 'apps/wiki', 'cloudflare']
  expect(resources).toEqual(items.map(item => `../../../apps/minilab/secrets/${item}.sops.yaml`))
  const kustomization = (name: string) => parse(files.get(`cluster/flux/kustomizations/${name}.yaml`) ?? '').spec
  expect(kustomization('vault-lab')).toMatchObject({
    path: './rendered/cluster/secrets',
    decryption: { provider: 'sops', secretRef: { name: 'sops-age' } },
  })
  expect(kustomization('secret-store').dependsOn).toEqual([{ name: 'external-secrets' }, { name: 'vault-lab' }])
  for (const name of ['alertmanager', 'dex', 'grafana', 'tunnel', 'wiki'])
    expect(kustomization(name).dependsOn, name).toContainEqual({ name: 'secret-store' })
})

test('the store reads the Secrets of that vault, and no other that somebody keeps beside them', () => {
  const role = parse(files.get('cluster/manifests/secret-store/Role-secret-store.yaml') ?? '')
  const resourceNames = Object.keys(repository.items).map(item => item.replaceAll('/', '-'))
  expect(resourceNames).toContain('apps-dex')
  expect(role.rules).toEqual([{ apiGroups: [''], resources: ['secrets'], resourceNames, verbs: ['get'] }])
})

test('every item lies in the repository as the Secret that the store asks for', () => {
  const { path_regex, encrypted_regex } = parse(files.get('.sops.yaml') ?? '').creation_rules[0]
  expect(encrypted_regex).toBe('^(data|stringData)$')
  for (const each of ['apps/minilab/secrets/apps/dex.sops.yaml', 'apps/minilab/secrets/dns.sops.yaml'])
    expect(each).toMatch(new RegExp(path_regex))
  const { kind, metadata, stringData } = parse(
    readFileSync(join(root, 'apps/minilab/secrets/apps/dex.sops.yaml'), 'utf8'),
  )
  expect({ kind, metadata, keys: Object.keys(stringData) }).toEqual({
    ...{ kind: 'Secret', metadata: { name: 'apps-dex' }, keys: ['owner-hash'] },
  })
})

test('one name is public, by a tunnel, and its record leads there', () => {
  const { ingress } = parse(
    configMapsIn(files).find(({ metadata }) => metadata.name === 'cloudflared')?.data['config.yml'] ?? '',
  )
  expect(ingress).toEqual([
    { hostname: 'wiki.minilab.example', service: 'http://wiki.wiki.svc.cluster.local:3000' },
    { service: 'http_status:404' },
  ])
  expect(parse(files.get('pulumi/dns/Pulumi.yaml') ?? '').resources['wiki-public'].properties).toMatchObject({
    ...{ type: 'CNAME', proxied: true, content: '6ff42ae2-765d-4adf-8112-31c55c1551ef.cfargotunnel.com' },
  })
})

test('its Pi has what is built for it, is watched like any host, and alerts tell of it', () => {
  const rules = configMapsIn(files).flatMap(({ data }) => data['alerts.json'] ?? [])
  const { groups } = JSON.parse(rules[0] ?? '{}') as {
    readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[]
  }
  const ofPi = groups.flatMap(({ rules }) => rules).filter(({ expr }) => expr.includes('instance="pi"'))
  expect(new Set(ofPi.map(({ alert }) => alert))).toEqual(
    new Set(['AlloyNotDelivering', 'HostDiskFilling', 'HostDiskFull', 'HostDiskUnseen', 'TargetDown']),
  )
  expect(files.get('ansible/roles/alloy_pi/templates/config.alloy.j2')).toContain('_SYSTEMD_UNIT=dnsmasq.service')
  expect(files.get('ansible/playbooks/pi.yml')).toContain('hosts: pi')
})

test('its host is Linux: units of systemd, and no property list', () => {
  const names = [...files.keys()]
  expect(names.filter(path => path.endsWith('.service.j2')).length).toBeGreaterThan(0)
  expect(names.filter(path => /plist|LaunchAgents/.test(path))).toEqual([])
})

test('its DNS provider takes options instead of one token', () => {
  const text = files.get('caddy/Caddyfile') ?? ''
  const option = (name: string, value: string) => `\t\t\t${name} ${value}\n`
  const block = [
    '\t\tdns rfc2136 {\n',
    option('key_name', 'caddy'),
    option('key_alg', 'hmac-sha256'),
    option('key', '{env.DNS_TOKEN}'),
    option('server', '192.0.2.1:53'),
    '\t\t}\n',
  ]
  expect(text.split(block.join('')).length - 1).toBe(2)
})
