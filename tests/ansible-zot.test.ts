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
    http: closed({ address: text, port: { type: 'string', pattern: '^[0-9]{1,5}$' } }, 'address', 'port'),
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
