/**
 * What Zot accepts in the parts of its configuration that are used here. Its module is not to be had from every Go
 * proxy, so that Zot itself reads the file only where it is installed. Written after the documentation:
 * https://zotregistry.dev/v2.1.21/admin-guide/admin-configuration/ and `zot verify`, which refuses unknown keys, ports that are no
 * numbers, durations that Go cannot read, patterns that do not compile, and the UI without the search.
 */
const duration = { type: 'string', pattern: String.raw`^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$` }
const text = { type: 'string', minLength: 1 }
const yes = { type: 'boolean' }

function object(properties: object, ...required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

function list(items: object): object {
  return { type: 'array', items, minItems: 1 }
}

/** https://zotregistry.dev/v2.1.21/articles/authn-authz/#identity-based-authorization */
const actions = { type: 'array', items: { enum: ['read', 'create', 'update', 'delete', 'detectManifestCollision'] } }
const policies = object({
  policies: list(object({ users: list(text), groups: list(text), actions }, 'actions')),
  defaultPolicy: actions,
  anonymousPolicy: actions,
})

const content = object({ prefix: text, destination: { type: 'string', pattern: '^/' }, stripPrefix: yes }, 'prefix')

const registry = object(
  {
    urls: list({ type: 'string', pattern: '^https?://[^/]+$' }),
    content: list(content),
    onDemand: yes,
    tlsVerify: yes,
    pollInterval: duration,
    maxRetries: { type: 'integer', minimum: 0 },
    retryDelay: duration,
  },
  'urls',
)

const extensions = {
  ...object({
    metrics: object({ enable: yes, prometheus: object({ path: { type: 'string', pattern: '^/' } }) }),
    sync: object({ enable: yes, registries: list(registry) }, 'registries'),
    search: object({ enable: yes, cve: object({ updateInterval: duration }) }, 'enable'),
    ui: object({ enable: yes }),
  }),
  if: { properties: { ui: { properties: { enable: { const: true } }, required: ['enable'] } }, required: ['ui'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { properties: { search: { properties: { enable: { const: true } } } }, required: ['search'] },
}

export const zotSchema = object(
  {
    distSpecVersion: { enum: ['1.0.1', '1.1.0', '1.1.1'] },
    storage: object(
      {
        rootDirectory: { type: 'string', pattern: '^/' },
        dedupe: yes,
        gc: yes,
        gcDelay: duration,
        gcInterval: duration,
      },
      'rootDirectory',
    ),
    // A string, and a port.
    http: object(
      {
        address: text,
        port: {
          type: 'string',
          pattern: String.raw`^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$`,
        },
        auth: object({ htpasswd: object({ path: { type: 'string', pattern: '^/' } }, 'path') }),
        accessControl: object({
          repositories: { type: 'object', additionalProperties: policies },
          metrics: object({ users: list(text) }),
        }),
      },
      'port',
    ),
    log: object({ level: { enum: ['debug', 'info', 'warn', 'error'] }, output: text }),
    extensions,
  },
  'storage',
  'http',
)
