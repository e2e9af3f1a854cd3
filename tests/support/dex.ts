/**
 * What Dex says of its configuration and its variables when it starts, and of somebody who comes to log in: a stand-in, for no
 * version that reads secrets from variables can be had where this is tested. Keys and types are those of v2.41:
 * https://github.com/dexidp/dex/blob/v2.41.1/cmd/dex/config.go and serve.go. Dex itself takes a key that it does not know
 * without a word; here it is refused.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

interface DexClient {
  readonly id: string
  readonly name: string
  readonly secretEnv?: string
  readonly public?: boolean
  readonly redirectURIs: readonly string[]
}

interface DexConfig {
  readonly issuer: string
  readonly connectors?: readonly { readonly config: Readonly<Record<string, unknown>> }[]
  readonly enablePasswordDB?: boolean
  readonly staticPasswords?: readonly { readonly hashFromEnv?: string }[]
  readonly staticClients?: readonly DexClient[]
}

const text = { type: 'string', minLength: 1 } as const
const flag = { type: 'boolean' } as const
const texts = { type: 'array', items: text } as const
/** A host behind TLS, no slash at the end: what tokens say is compared letter by letter. */
const site = { type: 'string', pattern: '^https://[a-z0-9.-]+(:\\d+)?(/[^/?#]+)*$' } as const
const page = { type: 'string', pattern: '^https://[a-z0-9.-]+(:\\d+)?/[^?#]*$' } as const
/** A program on the machine of whoever logs in. */
const local = { type: 'string', pattern: '^http://localhost:\\d+/[^?#]*$' } as const
const listens = { type: 'string', pattern: '^[0-9.]+:\\d+$' } as const

function only(properties: object, ...required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

function connector(type: string, properties: object, ...required: readonly string[]): object {
  const own = { type: { const: type }, id: text, name: text, config: only(properties, ...required) }
  return only(own, 'type', 'id', 'name', 'config')
}

const duration = { type: 'string', pattern: '^(\\d+(h|m|s))+$' } as const
const search = { baseDN: text, filter: text, scope: text, nameAttr: text } as const
const account = { clientID: text, clientSecret: text, redirectURI: page } as const

const schema = only(
  {
    issuer: site,
    storage: only(
      { type: { const: 'sqlite3' }, config: only({ file: { type: 'string', pattern: '^/' } }, 'file') },
      'type',
    ),
    web: only({ http: listens, https: listens, tlsCert: text, tlsKey: text, allowedOrigins: texts, headers: {} }),
    telemetry: only({ http: listens, enableProfiling: flag }),
    oauth2: only({
      ...{ grantTypes: texts, responseTypes: texts, skipApprovalScreen: flag },
      ...{ alwaysShowLoginScreen: flag, passwordConnector: text },
    }),
    expiry: only({
      signingKeys: duration,
      idTokens: duration,
      authRequests: duration,
      deviceRequests: duration,
      refreshTokens: {},
    }),
    logger: only({ level: { enum: ['debug', 'info', 'warn', 'error'] }, format: { enum: ['json', 'text'] } }),
    frontend: only({ dir: text, theme: text, issuer: text, logoURL: text, extra: {} }),
    connectors: {
      type: 'array',
      items: {
        oneOf: [
          connector(
            'github',
            {
              ...account,
              orgs: { type: 'array', items: only({ name: text, teams: texts }, 'name') },
              loadAllGroups: flag,
            },
            ...Object.keys(account),
          ),
          connector(
            'oidc',
            { ...account, issuer: site, scopes: texts, insecureEnableGroups: flag, insecureSkipEmailVerified: flag },
            ...['issuer', ...Object.keys(account)],
          ),
          connector(
            'ldap',
            {
              ...{ host: { type: 'string', pattern: '^[^/:]+:\\d+$' }, bindDN: text, bindPW: text },
              userSearch: only(
                { ...search, username: text, idAttr: text, emailAttr: text },
                ...['baseDN', 'username', 'idAttr', 'emailAttr'],
              ),
              groupSearch: only(
                { ...search, userMatchers: { type: 'array', items: only({ userAttr: text, groupAttr: text }) } },
                'baseDN',
              ),
            },
            ...['host', 'userSearch'],
          ),
        ],
      },
    },
    staticClients: {
      type: 'array',
      items: only(
        {
          ...{ id: text, idEnv: text, secret: text, secretEnv: text, name: text, logoURL: text, public: flag },
          ...{
            redirectURIs: { type: 'array', items: { anyOf: [page, local] }, minItems: 1, uniqueItems: true },
            trustedPeers: texts,
          },
        },
        ...['name', 'redirectURIs'],
      ),
    },
    enablePasswordDB: flag,
    staticPasswords: {
      type: 'array',
      items: only(
        { email: text, hash: text, hashFromEnv: text, username: text, userID: text },
        ...['email', 'username', 'userID'],
      ),
    },
  },
  ...['issuer', 'storage', 'web'],
)

const isConfig = new Ajv2020({ allErrors: true, strict: false }).compile<DexConfig>(schema)

/**
 * Why it does not start; nothing where it does.
 *
 * @param config its file
 * @param variables the names of those that it has
 */
export function refusals(config: string, variables: ReadonlySet<string>): readonly string[] {
  const read: unknown = parse(config)
  if (!isConfig(read)) return (isConfig.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  const { staticClients = [], staticPasswords = [], connectors = [], enablePasswordDB = false } = read
  const wanted = [
    ...staticClients.map(({ secretEnv }) => secretEnv),
    ...staticPasswords.map(({ hashFromEnv }) => hashFromEnv),
    ...JSON.stringify(connectors)
      .matchAll(/"\$(\w+)"/g)
      .map(([, name]) => name),
  ].filter(name => name !== undefined)
  return [
    ...wanted.filter(name => !variables.has(name)).map(name => `the variable ${name} is empty`),
    ...staticClients
      .filter(({ secretEnv, public: isPublic }) => secretEnv === undefined && isPublic !== true)
      .map(({ id }) => `${id} has no secret`),
    ...staticClients
      .filter(
        ({ public: isPublic, redirectURIs }) => isPublic !== true && redirectURIs.some(uri => uri.startsWith('http:')),
      )
      .map(({ id }) => `${id} comes back without TLS`),
    ...(staticPasswords.length > 0 && !enablePasswordDB ? ['static passwords without enablePasswordDB'] : []),
    ...(connectors.length === 0 && !enablePasswordDB ? ['no connectors specified'] : []),
  ]
}

/** What a program asks for when somebody wants to log in. */
export interface Asked {
  readonly client: string
  readonly redirect: string
  readonly at: string
}

/** What the browser is shown: https://github.com/dexidp/dex/blob/v2.41.1/server/oauth2.go */
export function authorized(config: string, { client, redirect, at }: Asked): 'a login' | string {
  const { issuer, staticClients = [] } = parse(config) as DexConfig
  if (at !== `${issuer}/auth`) return 'not found'
  const known = staticClients.find(({ id }) => id === client)
  if (known === undefined) return `Invalid client_id ("${client}").`
  return known.redirectURIs.includes(redirect) ? 'a login' : `Unregistered redirect_uri ("${redirect}").`
}
