import {
  bytesProblem,
  type Finding,
  type Host,
  type ResolvedService,
  type ServiceWithWorkload,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { isHostService } from '../../host/workload.ts'
import { askedProbe, sourceOf, volumeName } from './file.ts'
import { checkNetworks } from './networks.ts'
import { type ComposeContainer, type ComposeProject, SECRETS } from './program.ts'
import { NO_NEW_PRIVILEGES } from './security.ts'

export type Found = Pick<Finding, 'code' | 'problem' | 'fix'> &
  Partial<Pick<Finding, 'got' | 'expected'>> & { readonly path: string }

/** What types can't say of a project. */
export function checkProject(project: ComposeProject, service: ServiceWithWorkload, host: Host): readonly Finding[] {
  const { name: subject, file } = service
  const found = [
    ...names(project),
    ...ports(project, service),
    ...checkNetworks(project),
    ...Object.entries(project.containers).flatMap(([name, container]) => [
      ...paths(name, container),
      ...shares(name, container, host),
      ...orders(name, container, project),
      ...onces(name, container, project),
      ...unreadSecrets(name, container),
      ...probes(name, container, service),
      ...quantities(name, container, host),
      ...hardening(name, container),
    ]),
  ]
  const { workload } = service
  const nth = isHostService(workload) ? (workload.programs ?? []).indexOf(project) : -1
  const keys = nth < 0 ? {} : { keys: ['workload', 'programs', nth] }
  return found.map(({ path, ...said }) => ({ ...said, where: { subject, path, ...keys, file } }))
}

/** https://docs.docker.com/reference/compose-file/version-and-name/ */
const projects = /^[a-z0-9][a-z0-9_-]*$/
/** https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json: names of services; Docker's of volumes are the same */
const containerNames = /^[a-zA-Z0-9._-]+$/

function names({ name, containers, networks = {} }: ComposeProject): readonly Found[] {
  const refuse = (path: string, got: string, expected: string): Found => ({
    ...{ code: 'invalid-name', path, got: JSON.stringify(got), expected },
    problem: 'Compose refuses this name',
    fix: 'rename it',
  })
  const volumes = Object.values(containers).flatMap(({ mounts = {} }) => Object.values(mounts).flatMap(volumeName))
  const secrets = Object.values(containers).flatMap(({ secrets: own = {} }) => Object.keys(own))
  return [
    ...(projects.test(name) ? [] : [refuse('workload.programs', name, 'a-z, 0-9, _ and -, not first')]),
    ...[...Object.keys(containers), ...Object.keys(networks), ...new Set([...volumes, ...secrets])]
      .filter(each => !containerNames.test(each))
      .map(each => refuse(`workload.programs ${name}`, each, 'letters, digits, ., _ and -')),
  ]
}

/** Each port of the service is published once. */
function ports({ name: project, containers }: ComposeProject, service: ServiceWithWorkload): readonly Found[] {
  const published = Object.entries(containers).flatMap(([container, { publishes = {} }]) =>
    Object.keys(publishes).map(port => ({ container, port })),
  )
  const path = (container: string, port: string): string => `${container}.publishes.${port}`
  const unknown = published.filter(({ port }) => !Object.hasOwn(service.ports, port))
  const again = published.flatMap(({ container, port }, index) => {
    const first = published.slice(0, index).find(other => other.port === port)
    return first === undefined ? [] : [{ container, port, first: first.container }]
  })
  const left = Object.keys(service.ports).filter(port => !published.some(each => each.port === port))
  return [
    ...unknown.map(
      ({ container, port }): Found => ({
        ...{ code: 'unknown-port', path: path(container, port), got: port },
        problem: 'the service has no port of this name',
        expected: Object.keys(service.ports).join(', ') || 'none',
        fix: 'correct the name, or add it to the `ports` of the service',
      }),
    ),
    ...again.map(
      ({ container, port, first }): Found => ({
        ...{ code: 'duplicate-port', path: path(container, port), got: port },
        problem: `${first} is published on the same port of the host`,
        fix: 'give the service a port for each of the two',
      }),
    ),
    // What else the service has may answer there.
    ...(isAlone(service) ? left : []).map(
      (port): Found => ({
        ...{ code: 'unanswered-address', path: `ports.${port}`, got: port },
        problem: `no container of ${project} is published there`,
        fix: 'let the container that answers there `publish` it',
      }),
    ),
  ]
}

function isAlone({ workload }: ServiceWithWorkload): boolean {
  return isHostService(workload) && workload.programs?.length === 1
}

function paths(name: string, { mounts = {}, files = {} }: ComposeContainer): readonly Found[] {
  const outside = Object.values(mounts).flatMap(of => sourceOf(of) ?? [])
  const all = [...Object.keys(mounts), ...Object.keys(files), ...outside]
  return [...new Set(all)]
    .filter(path => !path.startsWith('/') || /\/\.{1,2}(?:\/|$)/.test(path))
    .map(path => ({
      ...{ code: 'invalid-path', path: `${name}.mounts`, got: path },
      problem: 'the path is not absolute, or not in its simplest form',
      expected: 'a whole path, of the host and in the container',
      fix: 'write the whole path',
    }))
}

/** A share of another host is mounted by this one, and what is mounted is a folder of this one. */
function shares(name: string, { mounts = {} }: ComposeContainer, host: Host): readonly Found[] {
  return Object.entries(mounts).flatMap(([inside, of]): readonly Found[] =>
    of.from === 'share' && of.of !== host.name
      ? [
          {
            ...{ code: 'unprovided-reference', path: `${name}.mounts.${inside}`, got: of.share },
            problem: `the share is a folder of ${of.of}, and not of ${host.name}`,
            fix: 'mount it there with `nfsMount`, and give the container the folder where that is',
          },
        ]
      : [],
  )
}

function orders(name: string, { after = [] }: ComposeContainer, { containers }: ComposeProject): readonly Found[] {
  const unknown = after.filter(other => other === name || !Object.hasOwn(containers, other))
  const round = unknown.length === 0 && reaches(name, after, containers)
  return [
    ...unknown.map(
      (other): Found => ({
        ...{ code: 'unknown-container', path: `${name}.after`, got: other },
        problem: 'the project has no other container of this name',
        expected: Object.keys(containers)
          .filter(each => each !== name)
          .join(', '),
        fix: 'correct the name',
      }),
    ),
    ...(round
      ? [
          {
            ...{ code: 'start-cycle' as const, path: `${name}.after`, got: after.join(', ') },
            problem: 'it waits for a container that waits for it',
            fix: 'leave out one of the two',
          },
        ]
      : []),
  ]
}

/** What ends by itself answers nobody, and to Compose its end is a failure unless somebody waits for it. */
function onces(
  name: string,
  { runs, publishes = {} }: ComposeContainer,
  { containers }: ComposeProject,
): readonly Found[] {
  if (runs !== 'once') return []
  const awaited = Object.values(containers).some(({ after = [] }) => after.includes(name))
  return [
    ...(awaited
      ? []
      : [
          {
            ...{ code: 'unread-option' as const, path: `${name}.runs`, got: 'once' },
            problem: 'no other container waits for its end, which Compose then takes for a failure',
            fix: 'name it in the `after` of whoever needs what it does',
          },
        ]),
    ...Object.keys(publishes).map(
      (port): Found => ({
        ...{ code: 'unanswered-address', path: `${name}.publishes.${port}`, got: port },
        problem: 'the container ends, and then nobody answers there',
        fix: 'leave the port out, or let the container be kept running',
      }),
    ),
  ]
}

/** A variable that names a file of a secret which the container is not given. */
function unreadSecrets(name: string, { environment = {}, secrets = {} }: ComposeContainer): readonly Found[] {
  return Object.entries(environment).flatMap(([variable, value]): readonly Found[] => {
    const [, secret] = typeof value === 'string' ? (named.exec(value) ?? []) : []
    return secret === undefined || Object.hasOwn(secrets, secret)
      ? []
      : [
          {
            ...{ code: 'unprovided-reference', path: `${name}.environment.${variable}`, got: String(value) },
            problem: 'the container is given no secret of this name',
            expected: Object.keys(secrets).join(', ') || 'none',
            fix: 'correct the name, or add it to its `secrets`',
          },
        ]
  })
}

const named = new RegExp(`^${SECRETS}/([^/]+)$`)

/** Whether who waits for others comes to itself in the end. */
function reaches(
  name: string,
  after: readonly string[],
  containers: ComposeProject['containers'],
  seen: ReadonlySet<string> = new Set(),
): boolean {
  return after.some(
    other =>
      other === name ||
      (!seen.has(other) && reaches(name, containers[other]?.after ?? [], containers, new Set([...seen, other]))),
  )
}

function probes(name: string, container: ComposeContainer, service: ResolvedService): readonly Found[] {
  const { health } = container
  if (typeof health !== 'string' || askedProbe(container, service) !== undefined) return []
  return [
    {
      ...{ code: 'unread-option', path: `${name}.health`, got: health },
      problem: 'no probe of the service asks a port of this container over HTTP',
      fix: 'give the service `probes`, or say a `commandProbe`',
    },
  ]
}

function quantities(
  name: string,
  { memory, logs, keys: { cpus } = {} }: ComposeContainer,
  { processors }: Host,
): readonly Found[] {
  const wrong = (path: string, got: string, expected: string): Found => ({
    ...{ code: 'invalid-quantity', path: `${name}.${path}`, got, expected },
    problem: 'Docker refuses this amount',
    fix: 'correct it',
  })
  const whole = (value: number): boolean => Number.isInteger(value) && value > 0
  return [
    ...(memory === undefined || bytesProblem(memory) === undefined
      ? []
      : [wrong('memory', memory, 'a quantity such as 512Mi')]),
    ...(logs === undefined || (whole(logs.megabytes) && whole(logs.keep))
      ? []
      : [wrong('logs', JSON.stringify(logs), 'whole numbers above zero')]),
    // It starts no container that is to have more: https://docs.docker.com/engine/containers/resource_constraints/#cpu
    ...(cpus === undefined || (cpus > 0 && cpus <= (processors ?? cpus))
      ? []
      : [
          wrong(
            'keys.cpus',
            String(cpus),
            `above zero${processors === undefined ? '' : ` and at most the ${processors} of the host`}`,
          ),
        ]),
  ]
}

/** The only one that takes no power over others: a port below 1024. */
const HARMLESS = 'NET_BIND_SERVICE'

/** Whoever writes to it does on the host whatever Docker does, and that is everything. */
const sockets = /^(?:\/var)?\/run\/(?:docker|containerd\/containerd|podman\/podman)\.sock$|^(?:\/var)?\/run$|^\/$/

/** What a container may do though nobody said that its image needs it; the same as of pods. */
function hardening(name: string, { security, memory, mounts = {}, keys = {} }: ComposeContainer): readonly Found[] {
  const finding = (path: string, problem: string, fix: string, got?: string): Found => ({
    ...{ code: 'unhardened-container', path: `${name}.${path}`, problem, fix, ...present({ got }) },
  })
  const added = [...(security?.cap_add ?? []), ...(keys.cap_add ?? [])].filter(each => each !== HARMLESS)
  const open = Object.values(mounts)
    .flatMap(of => sourceOf(of) ?? [])
    .filter(path => sockets.test(path))
  const allowed: readonly (Found | false)[] = [
    security === undefined &&
      finding(
        'security',
        'nothing keeps the container from what it does not need',
        'give it `security: hardenedContainer()`, with what its image needs',
      ),
    security !== undefined &&
      (security.user === undefined || /^0+(?:$|:)/.test(security.user)) &&
      finding(
        'security.user',
        'the container may run as root',
        'give it the numbers of a `user`, or accept it with what it needs root for',
      ),
    security !== undefined &&
      security.read_only !== true &&
      finding(
        'security.read_only',
        'the container may write outside its mounts',
        'leave out `writesRoot` and say `scratch` where it writes, or accept it with what it writes',
      ),
    security !== undefined &&
      security.cap_drop?.includes('ALL') !== true &&
      finding(
        'security.cap_drop',
        'the container keeps the capabilities that Docker gives everybody',
        'drop `ALL` and add those that it needs, or accept it with what it needs them for',
      ),
    added.length > 0 &&
      finding(
        'security.cap_add',
        'the container has capabilities of root',
        'leave them out, or accept it with what it needs them for',
        added.join(', '),
      ),
    security !== undefined &&
      security.security_opt?.includes(NO_NEW_PRIVILEGES) !== true &&
      finding(
        'security.security_opt',
        'a program of the container may gain more rights than it was started with',
        `say \`${NO_NEW_PRIVILEGES}\`, or accept it with what needs it`,
      ),
    memory === undefined && finding('memory', 'the container may take all memory of its host', 'give it `memory`'),
    keys.privileged === true &&
      finding(
        'keys.privileged',
        'the container may do all that root of the host may',
        'give it `devices` or `capabilities`, or accept it with what it needs more for',
      ),
    open.length > 0 &&
      finding(
        'mounts',
        'the container may do with Docker what it likes, and so with the host',
        'leave the socket out, put a proxy before it that lets little through, or accept it with what asks there',
        open.join(', '),
      ),
    keys.network_mode === 'host' &&
      finding(
        'keys.network_mode',
        'the container listens, and asks, as the host itself',
        'publish its ports, or accept it with what needs that network',
        'host',
      ),
    keys.pid === 'host' &&
      finding(
        'keys.pid',
        'the container sees all programs of its host',
        'leave it out, or accept it with what it looks at',
        'host',
      ),
  ]
  return allowed.flatMap(each => (each === false ? [] : [each]))
}
