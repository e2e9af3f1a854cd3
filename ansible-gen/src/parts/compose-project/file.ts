import {
  type CommandProbe,
  imageReference,
  type Probe,
  type ProbeTimes,
  quantityValue,
  type ResolvedService,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { networksOf } from './networks.ts'
import type { ComposeContainer, ComposeProject, Mounted } from './program.ts'

/** What Compose reads: https://docs.docker.com/reference/compose-file/ */
export function composeFile(project: ComposeProject, service: ResolvedService): object {
  const { name, containers, listen } = project
  const volumes = Object.values(containers).flatMap(({ mounts = {} }) => Object.values(mounts).flatMap(volumeName))
  return escaped({
    name,
    services: Object.fromEntries(
      Object.entries(containers).map(([container, said]) => [
        container,
        serviceOf(said, { service, containers, name: container, ...present({ listen }) }),
      ]),
    ),
    ...keyed(
      'networks',
      Object.fromEntries(
        networksOf(project).map(({ name: network, internal, bridge }) => [
          network,
          { driver_opts: { 'com.docker.network.bridge.name': bridge }, ...present({ internal }) },
        ]),
      ),
    ),
    ...keyed(
      'secrets',
      Object.fromEntries(
        Object.entries(containers).flatMap(([container, { secrets = {} }]) =>
          Object.entries(secrets).map(([secret, path]) => [secretName(container, secret), { file: path }]),
        ),
      ),
    ),
    // Each has the options of Docker itself.
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map(volume => [volume, {}])) }),
  }) as object
}

interface Around extends Pick<ComposeProject, 'containers' | 'listen'> {
  readonly service: ResolvedService
  readonly name: string
}

function keyed(key: string, entries: Readonly<Record<string, object>>): object {
  return Object.keys(entries).length === 0 ? {} : { [key]: entries }
}

/** Two containers may have one of the same name, each for its own user. */
function secretName(container: string, secret: string): string {
  return `${container}-${secret}`
}

function serviceOf(container: ComposeContainer, around: Around): object {
  const { image, command, environment, environmentFile, memory, security, after = [], logs, keys } = container
  const { networks, secrets = {}, runs } = container
  const { megabytes = 10, keep = 3, driver = 'json-file' } = logs ?? {}
  const health = healthcheck(container, around.service)
  return {
    image: imageReference(image),
    ...present({ command }),
    restart: runs === 'once' ? 'no' : 'unless-stopped',
    ...present({ environment }),
    ...(environmentFile !== undefined && { env_file: [environmentFile] }),
    ...list(
      'secrets',
      Object.keys(secrets).map(target => ({ source: secretName(around.name, target), target })),
    ),
    ...present({ networks }),
    ...list('ports', published(container, around)),
    ...list('volumes', binds(container)),
    ...(after.length > 0 && {
      depends_on: Object.fromEntries(after.map(other => [other, { condition: conditionOf(other, around) }])),
    }),
    ...present({ healthcheck: health }),
    ...(memory !== undefined && { mem_limit: bytes(memory) }),
    ...security,
    // Docker's own default is one file that grows for good.
    logging: { driver, options: { 'max-size': `${megabytes}m`, 'max-file': String(keep + 1) } },
    ...keys,
    ...(security?.cap_add !== undefined &&
      keys?.cap_add !== undefined && { cap_add: [...new Set([...security.cap_add, ...keys.cap_add])] }),
  }
}

function list(key: string, entries: readonly object[]): object {
  return entries.length === 0 ? {} : { [key]: entries }
}

/** The number is a text there, as Compose writes ranges, too. */
function published({ publishes = {}, keys }: ComposeContainer, { service, listen }: Around): readonly object[] {
  if (keys?.network_mode !== undefined) return []
  return Object.entries(publishes).flatMap(([name, target]) => {
    const port = service.ports[name]
    return port === undefined
      ? []
      : [
          {
            name,
            ...present({ host_ip: listen }),
            target,
            published: String(hostPort(port)),
            protocol: port.protocol === 'udp' ? 'udp' : 'tcp',
          },
        ]
  })
}

/** Where a port of a service is on its host. */
function hostPort({ port, target = port }: ResolvedService['ports'][string]): number {
  return target
}

/** What is not there is not made: a disk that is not mounted would leave an empty folder, owned by root. */
function binds({ mounts = {}, files = {} }: ComposeContainer): readonly object[] {
  const bind = (source: string, target: string, readOnly: true | undefined): object => ({
    ...{ type: 'bind', source, target, ...present({ read_only: readOnly }), bind: { create_host_path: false } },
  })
  return [
    ...Object.entries(mounts).map(([target, of]) => {
      const source = sourceOf(of)
      if (source !== undefined) return bind(source, target, of.readOnly)
      return { type: 'volume', source: volumeName(of)[0], target, ...present({ read_only: of.readOnly }) }
    }),
    ...Object.entries(files).map(([target, source]) => bind(source, target, true)),
  ]
}

/** On the host, absolute; nothing for a volume of Docker's. */
export function sourceOf(of: Mounted): string | undefined {
  return of.from === 'data' ? of.volume.path : of.path
}

export function volumeName(of: Mounted): readonly string[] {
  return of.from === 'data' && of.volume.path === undefined ? [of.volume.name] : []
}

function conditionOf(other: string, { containers, service }: Around): string {
  const container = containers[other]
  if (container?.runs === 'once') return 'service_completed_successfully'
  const asked = container !== undefined && healthcheck(container, service) !== undefined
  return asked ? 'service_healthy' : 'service_started'
}

function healthcheck(container: ComposeContainer, service: ResolvedService): object | undefined {
  const { health } = container
  if (health === undefined) return undefined
  if (typeof health !== 'string') return { test: ['CMD', ...health.command], ...times(health) }
  const asked = askedProbe(container, service)
  if (asked === undefined) return undefined
  const url = `http://127.0.0.1:${asked.port}${asked.path}`
  return { test: ['CMD', ...askedBy[health], url], ...times(asked) }
}

/** Words that the small program of BusyBox knows, too: https://www.busybox.net/downloads/BusyBox.html#wget */
const askedBy = { curl: ['curl', '-fsS', '-o', '/dev/null'], wget: ['wget', '-q', '-O', '/dev/null'] } as const

/** The service's probe over HTTP that is about a port of this container, with that port in the container. */
export function askedProbe(
  { publishes = {} }: ComposeContainer,
  { probes = {} }: Pick<ResolvedService, 'probes'>,
): (ProbeTimes & { readonly port: number; readonly path: string }) | undefined {
  return [probes.live, probes.ready, probes.health].flatMap(probe => {
    if (probe === undefined || !isHttp(probe)) return []
    const port = publishes[probe.port]
    return port === undefined ? [] : [{ ...probe, port }]
  })[0]
}

function isHttp<P extends Probe | { readonly port: string; readonly path: string }>(
  probe: P,
): probe is Extract<P, { readonly path: string }> {
  return 'path' in probe
}

/** https://docs.docker.com/reference/compose-file/services/#healthcheck */
function times(probe: ProbeTimes | CommandProbe): object {
  const { delaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = probe
  const seconds = (count: number | undefined): string | undefined => (count === undefined ? undefined : `${count}s`)
  return present({
    interval: seconds(periodSeconds),
    timeout: seconds(timeoutSeconds),
    retries: failureThreshold,
    start_period: seconds(delaySeconds),
  })
}

/** In the greatest of Docker's units that says it whole: https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values */
function bytes(quantity: string): string {
  const count = Math.floor(quantityValue(quantity))
  const [unit, size] = units.find(([, each]) => count % each === 0) ?? ['b', 1]
  return `${count / size}${unit}`
}

const units = [
  ['g', 2 ** 30],
  ['m', 2 ** 20],
  ['k', 2 ** 10],
] as const

/** Compose puts variables in the place of what a `$` begins: https://docs.docker.com/reference/compose-file/interpolation/ */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$')
  if (Array.isArray(value)) return value.map(escaped)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)]))
}
