import { cloudflareTunnel, hostParts } from '@homelab/ansible-gen'
import { believedHeaders, host as hostOf, http, image, type Service, service } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { clusterParts, deployment, hardened } from '@homelab/kubernetes'
import { cloudflaredIn, cloudflaredOn } from '@homelab/services'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import cluster, { k3s, tunnelInCluster } from './fixtures/public-proxies/cloudflare-tunnel/cluster.ts'
import host from './fixtures/public-proxies/cloudflare-tunnel/estate.ts'
import { credentials } from './fixtures/public-proxies/cloudflare-tunnel/zone.ts'
import { labBehind } from './fixtures/public-proxies/lab.ts'
import { openFindings, render } from './support/render-estate.ts'

interface Stack {
  readonly resources: Readonly<Record<string, { readonly type: string; readonly properties: Properties }>>
}
interface Properties {
  readonly phase?: string
  readonly rules?: readonly {
    readonly expression: string
    readonly action: string
    readonly ratelimit?: object
    readonly actionParameters?: { readonly headers?: Readonly<Record<string, { readonly operation: string }>> }
  }[]
}

const stackOf = (files: ReadonlyMap<string, string>): Stack => parse(files.get('pulumi/dns/Pulumi.yaml') ?? '') as Stack
const object = <T>(files: ReadonlyMap<string, string>, name: string): T =>
  parse([...files].find(([path]) => path.endsWith(`/${name}.yaml`))?.[1] ?? '') as T

test('public names lead to the tunnel, carried by whoever serves the zone', () => {
  const { resources } = stackOf(render(host).files)
  expect(resources['forge-public']).toMatchObject({
    properties: {
      type: 'CNAME',
      content: '6ff42ae2-765d-4adf-8112-31c55c1551ef.cfargotunnel.com',
      proxied: true,
      ttl: 1,
    },
  })
  // What only people of the tailnet reach is answered by nobody else.
  expect(resources['ops-wildcard']).toMatchObject({ properties: { proxied: false, ttl: 300 } })
})

test('the zone limits logins, and keeps from services what no visitor may say', () => {
  const phases = new Map(
    Object.values(stackOf(render(host).files).resources).flatMap(({ properties: { phase, rules = [] } }) =>
      phase === undefined ? [] : [[phase, rules] as const],
    ),
  )
  expect(phases.get('http_ratelimit')).toMatchObject([
    { action: 'block', ratelimit: { period: 10, requestsPerPeriod: 5, mitigationTimeout: 10 } },
  ])
  // The Free plan knows no host there.
  expect(phases.get('http_ratelimit')?.[0]?.expression).toBe(
    ['/user/login', '/user/sign_up', '/user/forgot_password']
      .map(path => `starts_with(lower(http.request.uri.path), "${path}")`)
      .join(' or '),
  )
  const removals = (phases.get('http_request_late_transform') ?? []).map(({ expression, actionParameters }) => ({
    expression,
    names: Object.keys(actionParameters?.headers ?? {}),
  }))
  expect(removals.map(({ expression }) => expression)).toEqual([
    ...removals.slice(1).map(() => 'http.host in {"forge.lab.example" "docs.lab.example"}'),
    'http.host in {"docs.lab.example"}',
  ])
  // Cloudflare takes no more in one rule, and none of its own names.
  for (const { names } of removals) expect(names.length).toBeLessThanOrEqual(30)
  const removed = removals.flatMap(({ names }) => names)
  expect(believedHeaders.filter(name => !removed.includes(name))).toEqual([
    'Cf-Access-Authenticated-User-Email',
    'Cf-Access-Jwt-Assertion',
    'True-Client-IP',
    'CF-Connecting-IP',
    'CF-Connecting-IPv6',
  ])
  expect(removals.at(-1)?.names).toEqual(['Authorization', 'Cookie'])
})

test('pages that are only shown are sent nothing and asked no query, and a login is one however it is spelled', () => {
  const own = page('/Admin/Login')
  const { besides = [], ...rest } = tunnelInCluster
  const { files } = render(labBehind(import.meta, 'rules', { ...rest, besides: [...besides, own] }))
  const rulesOf = (phase: string) =>
    Object.values(stackOf(files).resources).flatMap(({ properties }) =>
      properties.phase === phase ? (properties.rules ?? []) : [],
    )
  // Cloudflare compares what it made lower case.
  expect(rulesOf('http_ratelimit')[0]?.expression).toContain('lower(http.request.uri.path), "/admin/login")')
  const still = 'http.host in {"docs.lab.example"}'
  expect(rulesOf('http_request_firewall_custom')).toMatchObject([
    { action: 'block', expression: `${still} and not http.request.method in {"GET" "HEAD"}` },
  ])
  expect(rulesOf('http_request_transform')).toMatchObject([
    { action: 'rewrite', expression: still, actionParameters: { uri: { query: { value: '' } } } },
  ])
})

test('credentials are the pod’s and the role’s own, and its pods call Cloudflare and what stands behind', () => {
  const { files } = render(cluster)
  expect(object<object>(files, 'ExternalSecret-cloudflared')).toMatchObject({
    spec: { data: [{ secretKey: 'credentials.json' }] },
  })
  const policy = object<{ spec: { egress: readonly { ports: readonly object[] }[]; ingress?: unknown } }>(
    files,
    'NetworkPolicy-edge',
  )
  const ports = policy.spec.egress.map(rule => rule.ports)
  expect(ports).toContainEqual([
    { port: 7844, protocol: 'TCP' },
    { port: 7844, protocol: 'UDP' },
  ])
  const unit = render(host).files.get('ansible/roles/edge/templates/cloudflared.service.j2') ?? ''
  expect(unit).toMatch(/^User=cloudflared$/m)
  expect(unit).toMatch(
    /^ExecStart=.*\/usr\/local\/bin\/cloudflared tunnel --config .*\/etc\/cloudflared\/config.yml run$/m,
  )
})

test.each([
  ['amd64', undefined],
  ['arm64', 'arm64'],
] as const)('the program is the one for the host: %s', (said, architecture) => {
  const at = hostOf('pi', { platform: 'linux', role: 'a small machine', user: 'ann', ...present({ architecture }) })
  const tunnel = cloudflareTunnel({ id: '6ff42ae2-765d-4adf-8112-31c55c1551ef' })
  const { workload } = cloudflaredOn(at, { tunnel, credentials, version: '2025.10.1', sha256: '0a'.repeat(32) })
  expect(workload).toMatchObject({
    releases: [
      { url: `https://github.com/cloudflare/cloudflared/releases/download/2025.10.1/cloudflared-linux-${said}` },
    ],
  })
})

/** A service of the same cluster, as the tunnel finds it there. */
function page(loginPath?: `/${string}`): Service<string> {
  return service(import.meta, 'page', {
    title: 'Page',
    summary: 'a page beside the tunnel',
    ports: { http: http(8080, { target: 80 }) },
    workload: deployment({
      at: k3s,
      namespace: 'page',
      container: {
        image: image('docker.io/library/nginx', '1.28.0'),
        security: hardened(),
        resources: { limits: { memory: '64Mi' } },
      },
    }),
    routes: {
      public: {
        port: 'http',
        ...(loginPath === undefined ? { mode: 'static' } : { mode: 'dynamic', loginPaths: [loginPath] }),
        exposed: { since: '2026-02-08', why: 'it is for everybody' },
      },
    },
  })
}

test('what runs beside it is asked there, and lets it in', () => {
  const { besides = [], ...rest } = tunnelInCluster
  const { files, findings } = render(labBehind(import.meta, 'beside', { ...rest, besides: [...besides, page()] }))
  expect(openFindings(findings)).toEqual([])
  const { data } = object<{ data: Record<string, string> }>(files, 'ConfigMap-cloudflared')
  expect(data['config.yml']).toContain(
    '  - hostname: page.lab.example\n    service: http://page.page.svc.cluster.local:8080\n',
  )
  expect(object<object>(files, 'NetworkPolicy-page')).toMatchObject({
    spec: {
      ingress: expect.arrayContaining([
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cloudflared' } },
              podSelector: { matchLabels: { app: 'edge' } },
            },
          ],
          ports: [{ port: 80, protocol: 'TCP' }],
        },
      ]),
    },
  })
})

test('a tunnel that nobody registers serves nothing', () => {
  const parts = [...clusterParts, ...hostParts].filter(({ contract }) => contract !== 'public-proxy')
  const tunnel = cloudflareTunnel({ id: '6ff42ae2-765d-4adf-8112-31c55c1551ef' })
  const pods = cloudflaredIn(k3s, {
    tunnel,
    credentials,
    image: image('docker.io/cloudflare/cloudflared', '2025.10.1'),
  })
  const { findings } = render(labBehind(import.meta, 'unregistered', { ...tunnelInCluster, ...pods, parts }))
  expect(openFindings(findings)).toContain('public-route-mismatch forge routes.public')
})
