import {
  type Backup,
  type Cluster,
  http,
  type Image,
  notBackedUp,
  type Secret,
  type ServiceProps,
  type Way,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { claim, configMap, deployment, externalSecret, hardened, reachesInternet, secretKey } from '@homelab/kubernetes'
import { type NodeReach, nodePortOf, onNodes, type PodsOtherwise, podsWith } from '../pods.ts'
import type { DexConnector } from './connectors.ts'
import { type DexConfiguration, data, dexSlot, port } from './slot.ts'

export * from './connectors.ts'
export type { DexConfiguration } from './slot.ts'

/** Somebody whom Dex itself knows: https://dexidp.io/docs/connectors/local/ */
export interface DexPassword {
  /** By which they log in. */
  readonly email: string
  readonly username: string
  /** By which programs know them: it stays, and so does the `username`, which it is by default. */
  readonly userID?: string
  /** The bcrypt hash of the password, in the estate's vault: `htpasswd -BnC 10 NAME` prints it behind the colon. */
  readonly hash: Secret
}

export interface DexProps extends NodeReach {
  /** `ghcr.io/dexidp/dex`: https://github.com/dexidp/dex/releases */
  readonly image: Image
  /** The way in whose address is the issuer: people log in there, and programs ask there who came. */
  readonly opens: Way
  /** People whom it knows itself; none by default. */
  readonly passwords?: readonly DexPassword[]
  /** Whom it asks who somebody is; nobody by default. */
  readonly connectors?: readonly DexConnector[]
  /** Size of the volume; `256Mi` by default. It can't be changed once it is there. */
  readonly storage?: string
  /** Whether its data are saved; not by default, since all that is lost with them is who is logged in. */
  readonly backup?: Backup
  /** `dex` by default. */
  readonly namespace?: string
  /** What is otherwise in its configuration, section by section. */
  readonly configuration?: DexConfiguration
  /**
   * What is otherwise about its pods. By default they ask for 32 MiB and a hundredth of a processor, and get 128 MiB; run as
   * the image's user (1001); and write to their volume alone.
   */
  readonly pods?: PodsOtherwise
}

/** The user of the image: https://github.com/dexidp/dex/blob/master/Dockerfile */
const user = 1001

const own = 'dex'
const clients = 'dex-clients'

/**
 * Dex in a cluster, by which people log in to other services (OpenID Connect). Its clients are those that need it
 * (`oidcLogin`): nothing of them is said here. The route is said beside it.
 *
 * @example service(import.meta, 'dex', { ...dexIn(home, { image: image('ghcr.io/dexidp/dex', 'v2.41.1'), opens: 'ops', passwords: [{ email: 'me@example.org', username: 'me', userID: '1', hash: secrets.password }] }), routes: { ops: { port: 'http' } } })
 */
export function dexIn(at: Cluster, props: DexProps): ServiceProps<'http'> {
  const { namespace = 'dex', storage = '256Mi', passwords = [], connectors = [], configuration } = props
  const { backup = notBackedUp('whoever is logged in logs in once more') } = props
  const hashes = passwords.map(({ username, hash }) => [variableOf('PASSWORD_HASH', username), hash] as const)
  const ofConnectors = connectors.flatMap(({ id, secrets }) =>
    Object.entries(secrets).map(([key, secret]) => [variableOf('CONNECTOR', id, key), secret] as const),
  )
  const secrets = Object.fromEntries([...hashes, ...ofConnectors])
  const variables = Object.keys(secrets)
  const outside = connectors.filter(({ comesBack }) => comesBack === true).map(({ name }) => name)
  return {
    title: 'Dex',
    summary: 'lets people log in to other services',
    ports: { http: http(port, nodePortOf(props)) },
    workload: deployment(
      podsWith(
        {
          at,
          namespace,
          ...onNodes(props),
          // SQLite allows one writer: the old pod ends before the new one starts.
          strategy: 'Recreate',
          podSecurity: { fsGroup: user, runAsGroup: user, runAsUser: user, runAsNonRoot: true },
          clients: { secret: clients },
          container: {
            image: props.image,
            // Without the image's script, which fills templates and would take a variable of the same name for its own.
            command: ['/usr/local/bin/dex', 'serve', '/etc/dex/config.yaml'],
            ...(variables.length > 0 && {
              env: Object.fromEntries(variables.map(variable => [variable, secretKey(own, variable)])),
            }),
            mounts: { config: '/etc/dex', data },
            resources: { requests: { memory: '32Mi', cpu: '10m' }, limits: { memory: '128Mi' } },
            security: hardened(),
          },
          volumes: [
            configMap('config', own, {
              'config.yaml': dexSlot.of({
                passwords: passwords.map(({ hash: _, ...person }) => ({
                  userID: person.username,
                  ...person,
                  hashFromEnv: variableOf('PASSWORD_HASH', person.username),
                })),
                connectors: connectors.map(({ kind: _, secrets: of, config, ...connector }) => ({
                  ...connector,
                  config: { ...config, ...fromVariables(connector.id, of) },
                })),
                ...present({ configuration }),
              }),
            }),
            claim('data', own, { size: storage, holds: 'keys and who is logged in (SQLite)', backup }),
          ],
          ...(variables.length > 0 && { secrets: [externalSecret(own, { data: secrets })] }),
          ...(outside.length > 0 && { reaches: [reachesInternet(`asks ${outside.join(' and ')} who came`)] }),
        },
        props.pods,
      ),
    ),
    // https://github.com/dexidp/dex/blob/master/server/server.go
    probes: {
      live: { port: 'http', path: '/healthz', delaySeconds: 10 },
      ready: { port: 'http', path: '/healthz' },
    },
    // https://dexidp.io/docs/openid-connect/
    issuer: { route: props.opens, endpoints: { authorization: '/auth', token: '/token', userInfo: '/userinfo' } },
  }
}

/** Dex fills variables into the configuration of connectors, and of these alone. */
function fromVariables(id: string, secrets: DexConnector['secrets']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(secrets).map(key => [key, `$${variableOf('CONNECTOR', id, key)}`]))
}

function variableOf(...words: readonly string[]): string {
  return words.map(word => word.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase()).join('_')
}
