/**
 * Zot's configuration against its documented shape. The program itself would be the better judge (`zot verify`), but its
 * module host is not reachable where only package registries are. Zot refuses keys that it does not know, so the
 * schema does too. Sources: https://zotregistry.dev/v2.1.14/admin-guide/admin-configuration/ and the structures in
 * pkg/api/config/config.go, pkg/extensions/config/config.go and pkg/extensions/config/sync/config.go of
 * https://github.com/project-zot/zot.
 */
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { allWritten } from './support/ansible.ts'

const text = { type: 'string' }
const yes = { type: 'boolean' }
/** A duration of Go: https://pkg.go.dev/time#ParseDuration */
const duration = { type: 'string', pattern: '^([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+$' }

function closed(properties: object, ...required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

const names = { type: 'array', items: text, minItems: 1 }
/** https://zotregistry.dev/v2.1.14/articles/authn-authz/#identity-based-authorization */
const actions = { type: 'array', items: { enum: ['read', 'create', 'update', 'delete', 'detectManifestCollision'] } }
const policy = closed({ users: names, groups: names, actions }, 'actions')
const policies = closed({
  policies: { type: 'array', items: policy },
  defaultPolicy: actions,
  anonymousPolicy: actions,
})

const registry = closed(
  {
    urls: { type: 'array', items: { type: 'string', pattern: '^https?://[^/]+$' }, minItems: 1 },
    content: {
      type: 'array',
      items: closed(
        {
          prefix: text,
          tags: { type: 'object' },
          destination: { type: 'string', pattern: '^/' },
          stripPrefix: yes,
        },
        'prefix',
      ),
    },
    onDemand: yes,
    pollInterval: duration,
    tlsVerify: yes,
    certDir: text,
    maxRetries: { type: 'integer' },
    retryDelay: duration,
    onlySigned: yes,
    preserveDigest: yes,
    syncTimeout: duration,
  },
  'urls',
)

const schema = closed(
  {
    distSpecVersion: { type: 'string', pattern: '^1\\.[0-9]+\\.[0-9]+$' },
    storage: closed(
      {
        rootDirectory: { type: 'string', pattern: '^/' },
        dedupe: yes,
        gc: yes,
        gcDelay: duration,
        gcInterval: duration,
      },
      'rootDirectory',
    ),
    http: closed(
      {
        address: text,
        port: { type: 'string', pattern: '^[0-9]{1,5}$' },
        auth: closed({ htpasswd: closed({ path: { type: 'string', pattern: '^/' } }, 'path') }),
        accessControl: closed({
          repositories: { type: 'object', additionalProperties: policies },
          adminPolicy: policy,
          metrics: closed({ users: names }),
        }),
      },
      'address',
      'port',
    ),
    log: closed({ level: { enum: ['debug', 'info', 'warn', 'error'] }, output: text, audit: text }, 'level'),
    extensions: closed({
      metrics: closed({ enable: yes, prometheus: closed({ path: { type: 'string', pattern: '^/' } }) }, 'enable'),
      sync: closed({ enable: yes, credentialsFile: text, registries: { type: 'array', items: registry } }, 'enable'),
      search: closed({ enable: yes, cve: closed({ updateInterval: duration }) }, 'enable'),
      ui: closed({ enable: yes }, 'enable'),
    }),
  },
  'distSpecVersion',
  'storage',
  'http',
)

const accepts = new Ajv({ allErrors: true }).compile(schema)
const configuration = JSON.parse(
  [...allWritten()].find(([path]) => path.endsWith('.config/zot/config.json'))?.[1].text ?? 'null',
)

test('the configuration has the documented shape', () => {
  expect(accepts(configuration), JSON.stringify(accepts.errors)).toBe(true)
})

test.each([
  ['a port that is a number', { http: { address: '0.0.0.0', port: 5050 } }],
  ['a key that Zot does not know', { storage: { rootDirectory: '/data', gcDelays: '1h' } }],
  [
    'an action that Zot does not know',
    {
      http: {
        address: '0.0.0.0',
        port: '5050',
        accessControl: { repositories: { '**': { anonymousPolicy: ['pull'] } } },
      },
    },
  ],
  ['a duration without a unit', { storage: { rootDirectory: '/data', gcDelay: '1' } }],
  [
    'a destination that is no path',
    {
      extensions: {
        sync: { enable: true, registries: [{ urls: ['https://a'], content: [{ prefix: '**', destination: 'a' }] }] },
      },
    },
  ],
])('%s is refused', (_, broken) => {
  expect(accepts({ ...configuration, ...broken })).toBe(false)
})

interface Policies {
  readonly anonymousPolicy?: readonly string[]
  readonly defaultPolicy?: readonly string[]
  readonly policies?: readonly { readonly users: readonly string[]; readonly actions: readonly string[] }[]
}

test('whoever shows no login may read every repository, and write to none; one user may write', () => {
  const { auth, accessControl } = configuration.http
  expect(auth.htpasswd.path).toMatch(/\/htpasswd$/)
  const repositories = Object.entries(accessControl.repositories as Readonly<Record<string, Policies>>)
  expect(repositories.map(([pattern]) => pattern)).toEqual(['**'])
  const [[, { anonymousPolicy, defaultPolicy, policies: each = [] }] = ['', {}]] = repositories
  expect(anonymousPolicy).toEqual(['read'])
  expect(defaultPolicy).toEqual(['read'])
  expect(each).toEqual([{ users: [expect.any(String)], actions: ['read', 'create', 'update', 'delete'] }])
  expect(accessControl.adminPolicy).toBeUndefined()
})

test('whom it knows has a line in the password file, which its owner alone reads, and Alloy shows the login of the metrics', () => {
  const { auth, accessControl } = configuration.http
  const logins = allWritten().get(auth.htpasswd.path)
  expect(logins?.mode).toBe('0600')
  expect(logins?.text.split('\n')).toEqual(['<push-line>', '<metrics-line>', ''])
  const alloy = [...allWritten()].find(([path]) => path.endsWith('/config.alloy'))?.[1].text ?? ''
  const [, user, file] = /basic_auth \{\s+username\s+= "(.+)"\s+password_file = "(.+)"/.exec(alloy) ?? []
  expect(accessControl.metrics.users).toEqual([user])
  expect(allWritten().get(file ?? '')).toMatchObject({ mode: '0600', text: '<metrics-password>' })
})
