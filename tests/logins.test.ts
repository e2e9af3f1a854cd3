/** Logins: each fact once, at both sides. The expectations are by hand. */
import { changesBetween, statedChanges } from '@homelab/changes'
import { asLoginByHand, http, oidcLogin, type Secret, service } from '@homelab/estate'
import { known as knownOf, lookup, resolvedOf } from '@homelab/estate/model'
import { asArgoCdLogin } from '@homelab/kubernetes'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import minilab from '../apps/minilab/estate.ts'
import { fixture, pod, secrets, store } from './findings/parts.ts'
import argo from './fixtures/logins/estate.ts'
import { authorized, refusals } from './support/dex.ts'
import { configMapsIn, objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { openFindings, render } from './support/render.ts'

const { files } = render(minilab)
const objects = objectsIn(files)
const resolved = resolvedOnce(minilab)
const container = (name: string) => {
  const pods = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name)
  return pods?.spec.template.spec.containers.find((each: { readonly name: string }) => each.name === name)
}
const secretOf = (namespace: string, name: string) =>
  objects.find(({ kind, metadata }) => {
    return kind === 'ExternalSecret' && metadata.namespace === namespace && metadata.name === name
  })

test('Dex knows those who need it, by the address to which they want people back, and reads secrets from variables', () => {
  const map = configMapsIn(files).find(({ metadata }) => metadata.name === 'dex')
  expect(parse(map?.data['config.yaml'] ?? '')).toEqual({
    issuer: 'https://dex.lab.example.org',
    storage: { type: 'sqlite3', config: { file: '/var/dex/dex.db' } },
    web: { http: '0.0.0.0:5556' },
    oauth2: { skipApprovalScreen: true },
    enablePasswordDB: true,
    staticPasswords: [
      {
        email: 'owner@mail.example',
        username: 'owner',
        userID: 'owner',
        hashFromEnv: 'PASSWORD_HASH_OWNER',
      },
    ],
    staticClients: [
      {
        id: 'grafana',
        name: 'Grafana',
        secretEnv: 'CLIENT_SECRET_GRAFANA',
        redirectURIs: ['https://grafana.lab.example.org/login/generic_oauth'],
      },
    ],
  })
  expect(container('dex').env).toEqual([
    { name: 'CLIENT_SECRET_GRAFANA', valueFrom: { secretKeyRef: { name: 'dex-clients', key: 'grafana' } } },
    { name: 'PASSWORD_HASH_OWNER', valueFrom: { secretKeyRef: { name: 'dex', key: 'PASSWORD_HASH_OWNER' } } },
  ])
})

test('Grafana asks Dex by its public name, and has the secret by which Dex knows it', () => {
  const env = new Map<string, object>(
    container('grafana').env.flatMap(({ name, ...value }: { readonly name: string }) =>
      name.startsWith('GF_AUTH_') ? [[name.replace('GF_AUTH_GENERIC_OAUTH_', ''), value]] : [],
    ),
  )
  expect(Object.fromEntries(env)).toEqual({
    ENABLED: { value: 'true' },
    NAME: { value: 'Dex' },
    CLIENT_ID: { value: 'grafana' },
    SCOPES: { value: 'openid profile email groups' },
    AUTH_URL: { value: 'https://dex.lab.example.org/auth' },
    TOKEN_URL: { value: 'https://dex.lab.example.org/token' },
    API_URL: { value: 'https://dex.lab.example.org/userinfo' },
    USE_PKCE: { value: 'true' },
    CLIENT_SECRET: { valueFrom: { secretKeyRef: { name: 'grafana-login', key: 'client-secret' } } },
  })
  const remote = { key: 'apps-grafana', property: 'client-secret' }
  expect(secretOf('dex', 'dex-clients')?.spec.data).toMatchObject([{ secretKey: 'grafana', remoteRef: remote }])
  expect(secretOf('monitoring', 'grafana-login')?.spec.data).toMatchObject([
    { secretKey: 'client-secret', remoteRef: remote },
  ])
})

test('the way to the issuer is a flow, which policies let through, and Grafana waits for it', () => {
  const [flow] = lookup(resolved)
    .flowsTo('dex')
    .filter(({ from }) => from === 'grafana')
  expect(flow).toMatchObject({
    port: 'http',
    origin: 'need',
    address: { url: 'https://dex.lab.example.org', via: 'ops' },
  })
  expect(resolved.waits).toContainEqual({ from: 'grafana', to: 'dex', why: 'lets people log in with it' })
  expect(resolved.startOrder.indexOf('dex')).toBeLessThan(resolved.startOrder.indexOf('grafana'))
  const policy = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'grafana')
  expect(policy?.spec.egress).toContainEqual({
    to: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
    ports: [{ port: 443, protocol: 'TCP' }],
  })
})

test('a provider without programs gets no variable and no Secret', () => {
  const services = minilab.services.filter(({ name }) => name !== 'grafana')
  const alone = render({ ...minilab, services })
  const secrets = objectsIn(alone.files).filter(({ kind }) => kind === 'ExternalSecret')
  expect(secrets.map(({ metadata }) => metadata.name)).not.toContain('dex-clients')
  const map = configMapsIn(alone.files).find(({ metadata }) => metadata.name === 'dex')
  expect(parse(map?.data['config.yaml'] ?? '').staticClients).toEqual([])
})

test('Argo CD reads where people log in from its own map, and the secret from one with its label', () => {
  const rendered = render(argo)
  expect(openFindings(rendered.findings)).toEqual([])
  const path = [...rendered.files.keys()].find(each => each.endsWith('patches/ConfigMap-argocd-cm.yaml'))
  const { data } = parse(rendered.files.get(path ?? '') ?? '')
  expect(Object.keys(data)).toEqual(['accounts.bot', 'url', 'oidc.config'])
  expect(data.url).toBe('https://argocd.tail.example.org')
  expect(parse(data['oidc.config'])).toEqual({
    name: 'Dex',
    issuer: 'https://dex.tail.example.org',
    clientID: 'argocd',
    clientSecret: '$argocd-login:client-secret',
    requestedScopes: ['openid', 'profile', 'email', 'groups'],
    cliClientID: 'argocd-cli',
  })
  const secret = objectsIn(rendered.files).find(({ metadata }) => metadata.name === 'argocd-login')
  expect(secret?.spec.target.template.metadata.labels).toEqual({ 'app.kubernetes.io/part-of': 'argocd' })
  const config = configMapsIn(rendered.files).find(({ metadata }) => metadata.name === 'dex')?.data['config.yaml'] ?? ''
  expect(parse(config)).toMatchObject({
    connectors: [
      {
        type: 'github',
        id: 'github',
        name: 'GitHub',
        config: {
          clientID: 'Iv1.0123',
          clientSecret: '$CONNECTOR_GITHUB_CLIENTSECRET',
          orgs: [{ name: 'example' }],
          redirectURI: 'https://dex.tail.example.org/callback',
        },
      },
      { type: 'oidc', id: 'work', config: { redirectURI: 'https://dex.tail.example.org/callback' } },
      { type: 'ldap', id: 'lldap', config: { bindPW: '$CONNECTOR_LLDAP_BINDPW' } },
    ],
    enablePasswordDB: false,
    staticClients: [
      { id: 'argocd', redirectURIs: ['https://argocd.tail.example.org/auth/callback'] },
      { id: 'argocd-cli', public: true, redirectURIs: ['http://localhost:8085/auth/callback'] },
      { id: 'gitops', redirectURIs: ['https://gitops.tail.example.org/auth/callback'] },
      { id: 'gitops-cli', public: true, redirectURIs: ['http://localhost:8085/auth/callback'] },
      { id: 'reader', public: true, redirectURIs: ['https://reader.tail.example.org/signed-in'] },
      { id: 'forge', redirectURIs: ['https://forge.tail.example.org/user/oauth2/dex/callback'] },
      {
        id: 'wiki',
        redirectURIs: ['https://wiki.tail.example.org/callback', 'https://notes.tail.example.org/callback'],
      },
      { id: 'boards', redirectURIs: ['https://boards.tail.example.org/login/generic_oauth'] },
      { id: 'code', redirectURIs: ['https://code.tail.example.org/user/oauth2/dex/callback'] },
      { id: 'notes', redirectURIs: ['https://pages.tail.example.org/callback'] },
    ],
  })
})

test('what can keep no secret has none, at either side', () => {
  const { files: all, resolved: own } = render(argo)
  const objectsOf = objectsIn(all)
  const config = configMapsIn(all).find(({ metadata }) => metadata.name === 'dex')?.data['config.yaml'] ?? ''
  const open = parse(config).staticClients.filter((each: { readonly public?: boolean }) => each.public)
  expect(open.map((each: object) => Object.keys(each))).toEqual(
    Array.from({ length: 3 }, () => ['id', 'name', 'public', 'redirectURIs']),
  )
  const kept = objectsOf.find(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === 'dex-clients')
  expect(kept?.spec.data.map(({ secretKey }: { readonly secretKey: string }) => secretKey).toSorted()).toEqual([
    'argocd',
    'boards',
    'code',
    'forge',
    'gitops',
    'notes',
    'wiki',
  ])
  const pods = objectsOf.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'reader')
  expect(pods?.spec.template.spec.containers[0].env).toEqual([
    { name: 'OIDC_ISSUER', value: 'https://dex.tail.example.org' },
    { name: 'OIDC_CLIENT', value: 'reader' },
  ])
  expect(objectsOf.filter(({ metadata }) => metadata.namespace === 'reader').map(({ kind }) => kind)).not.toContain(
    'ExternalSecret',
  )
  // A command line is nobody's traffic; its service has one flow and one wait, however many programs it is.
  expect(
    lookup(own)
      .flowsTo('dex')
      .filter(({ from }) => from === 'argocd'),
  ).toHaveLength(1)
  expect(own.waits.filter(({ from, to }) => from === 'argocd' && to === 'dex')).toHaveLength(1)
})

test('a provider reads the secrets of its clients from the store where one has a secret', () => {
  const requires = (known: { readonly secret: Secret } | { readonly public: true }) => {
    const provider = service(import.meta, 'doors', {
      ...{ title: 'Doors', summary: 'knows people', ports: { http: http(80) }, routes: { tailnet: { port: 'http' } } },
      issuer: { route: 'tailnet', endpoints: { authorization: '/auth', token: '/token', userInfo: '/userinfo' } },
      workload: pod({ clients: { secret: 'doors-clients' } }),
    })
    const pages = service(import.meta, 'pages', {
      ...{ title: 'Pages', summary: 'x', ports: { http: http(80) }, routes: { tailnet: { port: 'http' } } },
      workload: pod(),
      needs: () => [oidcLogin(provider, { back: ['tailnet'], ...known, as: asLoginByHand('/back') })],
    })
    const { services } = resolvedOf(fixture(import.meta, { services: [store, provider, pages] }))
    const found = services.find(({ name }) => name === 'doors')
    return found === undefined ? [] : knownOf(found.runs.requires).map(({ kind }) => kind)
  }
  expect(requires({ secret: secrets.app.password })).toContain('secret-store')
  expect(requires({ public: true })).not.toContain('secret-store')
})

test('Argo CD from its chart is told the same among its values, as a text', () => {
  const { files: all } = render(argo)
  const path = [...all.keys()].find(each => each.endsWith('/values/gitops.yaml'))
  const { configs } = parse(all.get(path ?? '') ?? '')
  expect(Object.keys(configs.cm)).toEqual(['accounts.bot', 'url', 'oidc.config'])
  expect(configs.cm.url).toBe('https://gitops.tail.example.org')
  expect(parse(configs.cm['oidc.config'])).toEqual({
    name: 'Dex',
    issuer: 'https://dex.tail.example.org',
    clientID: 'gitops',
    clientSecret: '$argocd-login:client-secret',
    requestedScopes: ['openid', 'profile', 'email', 'groups'],
    cliClientID: 'gitops-cli',
  })
  const secret = objectsIn(all).find(({ metadata }) => {
    return metadata.name === 'argocd-login' && metadata.namespace === 'gitops'
  })
  expect(secret?.spec.target.template.metadata.labels).toEqual({ 'app.kubernetes.io/part-of': 'argocd' })
  expect(secret?.spec.data).toMatchObject([{ secretKey: 'client-secret' }])
})

test('Argo CD without a secret is one client, for its pages and its command line', () => {
  const needs = () => [
    oidcLogin(byName('dex'), {
      ...{ back: ['tailnet', { localPort: 8085 }], public: true as const },
      as: asArgoCdLogin({ pkce: true }),
    }),
  ]
  const services = argo.services.map(each =>
    each.name === 'gitops' ? { ...each, props: { ...each.props, needs } } : each,
  )
  const { files: all, findings } = render({ ...argo, services })
  // Nobody reads its old secret.
  expect(openFindings(findings)).toEqual(['unread-secret safe items.clients.gitops'])
  const path = [...all.keys()].find(each => each.endsWith('/values/gitops.yaml'))
  expect(parse(parse(all.get(path ?? '') ?? '').configs.cm['oidc.config'])).toEqual({
    name: 'Dex',
    issuer: 'https://dex.tail.example.org',
    clientID: 'gitops',
    enablePKCEAuthentication: true,
    requestedScopes: ['openid', 'profile', 'email', 'groups'],
  })
  const config = configMapsIn(all).find(({ metadata }) => metadata.name === 'dex')?.data['config.yaml'] ?? ''
  expect(parse(config).staticClients).toContainEqual({
    ...{ id: 'gitops', name: 'Argo CD of others', public: true },
    redirectURIs: ['https://gitops.tail.example.org/auth/callback', 'http://localhost:8085/auth/callback'],
  })
})

function byName(name: string): (typeof argo.services)[number] {
  const found = argo.services.find(each => each.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

test('a program of one’s own reads where people log in from variables, of several ways back the first', () => {
  const pods = objectsIn(render(argo).files).find(({ kind, metadata }) => {
    return kind === 'Deployment' && metadata.name === 'wiki'
  })
  expect(pods?.spec.template.spec.containers[0].env).toEqual([
    { name: 'OIDC_ISSUER', value: 'https://dex.tail.example.org' },
    { name: 'OIDC_CLIENT', value: 'wiki' },
    { name: 'OIDC_REDIRECT', value: 'https://wiki.tail.example.org/callback' },
    { name: 'OIDC_SECRET', valueFrom: { secretKeyRef: { name: 'wiki-login', key: 'client-secret' } } },
  ])
})

test('a chart is told among its values, and the secret by its name', () => {
  const { files: all } = render(argo)
  const path = [...all.keys()].find(each => each.endsWith('/values/boards.yaml'))
  expect(parse(all.get(path ?? '') ?? '')).toEqual({
    'grafana.ini': {
      'auth.generic_oauth': {
        enabled: true,
        name: 'Dex',
        client_id: 'boards',
        auth_url: 'https://dex.tail.example.org/auth',
        token_url: 'https://dex.tail.example.org/token',
        api_url: 'https://dex.tail.example.org/userinfo',
      },
    },
    envValueFrom: {
      GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: { secretKeyRef: { name: 'boards-login', key: 'client-secret' } },
    },
  })
  const secret = objectsIn(all).find(({ kind, metadata }) => {
    return kind === 'ExternalSecret' && metadata.name === 'boards-login'
  })
  expect(secret?.metadata.namespace).toBe('boards')
  expect(secret?.spec.data).toMatchObject([{ secretKey: 'client-secret' }])
  const { runs } = resolvedOnce(argo).services.find(({ name }) => name === 'boards') ?? {}
  expect(runs?.reads).toMatchObject([{ name: 'boards-login', key: 'client-secret', namespace: 'boards' }])
})

describe('a stand-in that knows the words of Dex', () => {
  const configOf = (of: typeof files) =>
    configMapsIn(of).find(({ metadata }) => metadata.name === 'dex')?.data['config.yaml'] ?? ''
  const variablesOf = (of: typeof files) => {
    const pods = objectsIn(of).find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'dex')
    const env: readonly { readonly name: string }[] = pods?.spec.template.spec.containers[0].env ?? []
    return new Set(env.map(({ name }) => name))
  }

  test.each([minilab, argo])('starts with what is rendered of $name', estate => {
    const { files: of } = render(estate)
    expect(refusals(configOf(of), variablesOf(of))).toEqual([])
  })

  test.each([
    ['a key of no version', (config: string) => config.replace('redirectURIs:', 'redirectUris:')],
    ['an issuer without TLS', (config: string) => config.replace('issuer: https:', 'issuer: http:')],
    ['an issuer with a slash', (config: string) => config.replace(/^issuer: .*/, '$&/')],
    ['a way back without TLS', (config: string) => config.replace('- https://grafana', '- http://grafana')],
    ['a flag that is a text', (config: string) => config.replace('enablePasswordDB: true', 'enablePasswordDB: "true"')],
    ['a secret of nobody', (config: string) => config.replace('CLIENT_SECRET_GRAFANA', 'CLIENT_SECRET_GRAFFANA')],
    [
      'people without their database',
      (config: string) => config.replace('enablePasswordDB: true', 'enablePasswordDB: false'),
    ],
  ])('refuses %s', (_, change) => {
    const wrong = change(configOf(files))
    expect(wrong).not.toBe(configOf(files))
    expect(refusals(wrong, variablesOf(files))).not.toEqual([])
  })

  test('shows a login to whom Grafana sends, and to nobody whom another sends', () => {
    const env = new Map<string, string>(
      container('grafana').env.map(({ name, value }: { readonly name: string; readonly value?: string }) => [
        name,
        value,
      ]),
    )
    const of = (name: string) => env.get(`GF_AUTH_GENERIC_OAUTH_${name}`) ?? ''
    const ini = configMapsIn(files).find(({ metadata }) => metadata.name === 'grafana')?.data['grafana.ini'] ?? ''
    const [, own = ''] = /^root_url ?= ?(\S+)$/m.exec(ini) ?? []
    const asked = { client: of('CLIENT_ID'), redirect: `${own}/login/generic_oauth`, at: of('AUTH_URL') }
    expect(authorized(configOf(files), asked)).toBe('a login')
    expect(authorized(configOf(files), { ...asked, redirect: `${own}/login/github` })).toMatch(/^Unregistered/)
    expect(authorized(configOf(files), { ...asked, client: 'graffana' })).toMatch(/^Invalid client_id/)
  })
})

test('a program of a host reads the same from a file, which systemd gives it and a change of which restarts it', () => {
  const { files } = render(argo)
  const role = (path: string): string => files.get(`ansible/roles/notes/${path}`) ?? ''
  const rows = role('templates/login.env.j2').split('\n').slice(2)
  expect(rows).toEqual([
    'OIDC_ISSUER="https://dex.tail.example.org"',
    'OIDC_CLIENT="notes"',
    'OIDC_REDIRECT="https://pages.tail.example.org/callback"',
    String.raw`OIDC_LABEL="a \"\$HOME\""`,
    expect.stringMatching(/^OIDC_SECRET="\{\{ notes_notes \| regex_replace\(.*\) \}\}"$/),
    '',
  ])
  const tasks = parse(role('tasks/main.yml')) as readonly { readonly name: string; readonly notify?: string }[]
  expect(tasks.find(({ name }) => name === 'Write /etc/wiki/login.env')).toMatchObject({
    'ansible.builtin.template': { mode: '0600' },
    notify: 'Restart notes',
    no_log: true,
  })
})

test('a diff tells who is let in by whom, and who no more, on the page of what is entered', () => {
  const services = argo.services.map(each =>
    each.name === 'wiki' ? { ...each, props: { ...each.props, needs: () => [] } } : each,
  )
  const rendered = (estate: typeof argo) => {
    const { files: texts, resolved: estateOf } = render(estate)
    return { tree: new Map([...texts].map(([path, text]) => [path, { text, executable: false }])), estateOf }
  }
  const [open, shut] = [rendered(argo), rendered({ ...argo, services })]
  const told = (from: typeof open, to: typeof open): readonly object[] => {
    const estates = { before: from.estateOf, after: to.estateOf }
    const { changes } = changesBetween({ before: from.tree, after: to.tree, estates, facets: [statedChanges] })
    return changes.filter(({ system }) => system === 'logins')
  }
  const login = { service: 'wiki', subject: 'wiki by dex', file: 'docs/services/wiki.md' }
  expect(told(shut, open)).toMatchObject([{ ...login, kind: 'added', danger: 'opens' }])
  expect(told(open, shut)).toMatchObject([{ ...login, kind: 'removed', danger: 'stops' }])
})
