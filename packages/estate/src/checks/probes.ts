import type { Finding } from '../findings.ts'
import type { Port } from '../port.ts'
import type { ContainerProbes, Health, Probe } from '../probe.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'

/** The smallest number of each kind: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ */
const smallest = { delaySeconds: 0, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 } as const

export function checkProbes({ services }: Resolved): Finding[] {
  return services.flatMap(service => [
    ...(service.probes === undefined || !readsProbes(service) ? [] : checkTogether(service, service.probes)),
    ...Object.entries({ ...service.probes }).flatMap(([name, probe]) => [
      ...checkProbe(service, `probes.${name}`, probe),
      ...(name === 'health' || readsProbes(service) ? [] : unreadProbe(service, name, probe)),
    ]),
  ])
}

/** What the probes of a service say together. Of what stands beside it in the pod, nobody takes that out of its Service. */
function checkTogether(
  { name: subject, file }: Pick<ResolvedService, 'name' | 'file'>,
  { live, ready }: ContainerProbes,
): Finding[] {
  if (live === undefined) return []
  const found = (finding: Pick<Finding, 'code' | 'problem' | 'fix'> & Partial<Finding>): Finding => ({
    where: { subject, path: 'probes.ready', file },
    ...finding,
  })
  if (ready === undefined)
    return [
      found({
        code: 'unprobed-route',
        problem: 'it is restarted where it does not answer, and gets traffic before it does',
        expected: 'a probe `ready` beside `live`',
        fix: 'say when it may be asked, or accept it with who waits for it',
      }),
    ]
  const [out, restarted] = [patience(ready), patience(live)]
  // What is no number of seconds is a finding already.
  if (!(restarted >= 1 && out > restarted)) return []
  return [
    found({
      code: 'invalid-schedule',
      problem: 'it is restarted before it is taken out of its Service',
      got: `out after ${out} s, restarted after ${restarted} s`,
      expected: `at most ${restarted} s`,
      fix: 'let `ready` ask more often, or `live` more seldom',
    }),
  ]
}

/** How long it may fail, in seconds, by Kubernetes' defaults where nothing is said. */
function patience({ periodSeconds = 10, failureThreshold = 3 }: Probe): number {
  return periodSeconds * failureThreshold
}

/**
 * What types can't say of a probe.
 *
 * @param path where it stands in the service
 */
export function checkProbe(
  { name: subject, file, ports }: Pick<ResolvedService, 'name' | 'file' | 'ports'>,
  path: string,
  probe: Probe | Health,
): Finding[] {
  const where = { subject, path, file }
  const times = Object.entries(smallest).flatMap(([key, least]): Finding[] => {
    const number = (probe as Probe)[key as keyof typeof smallest]
    if (number === undefined || (Number.isInteger(number) && number >= least)) return []
    return [
      {
        code: 'invalid-quantity',
        where: { ...where, path: `${where.path}.${key}` },
        problem: 'nothing probes in such times',
        got: String(number),
        expected: `a whole number from ${least} on`,
        fix: 'correct the number',
      },
    ]
  })
  if ('by' in probe && probe.by === 'command') return [...emptyCommand(where, probe.command), ...times]
  const answering = Object.entries(ports).filter(([, { protocol }]) => protocol !== 'udp')
  const unknown: Finding = {
    code: 'unknown-port',
    where,
    problem: Object.hasOwn(ports, probe.port)
      ? 'the probe asks over TCP, and the port speaks UDP'
      : 'the probe asks a port that the service does not have',
    got: probe.port,
    expected: answering.map(([name]) => name).join(' or ') || 'a declared port',
    fix: 'name one of the ports of the service',
  }
  const relative: Finding = {
    code: 'invalid-path',
    where,
    problem: 'the path of a probe begins with a slash',
    got: 'path' in probe ? JSON.stringify(probe.path) : 'nothing',
    fix: 'write the path from the root of the server',
  }
  const encrypted: Finding = {
    code: 'unknown-port',
    where,
    problem: 'the probe asks by gRPC without TLS, and the port speaks nothing else',
    got: probe.port,
    expected: answering.flatMap(([name, { protocol }]) => (protocol === 'https' ? [] : [name])).join(' or ') || 'tcp',
    fix: 'ask a port without TLS, or whether it takes a connection (`tcpProbe`)',
  }
  const by = 'by' in probe ? probe.by : undefined
  const asksPath = by !== 'tcp' && by !== 'grpc'
  return [
    ...(isOverTcp(ports, probe.port) ? [] : [unknown]),
    ...(by === 'grpc' && ports[probe.port]?.protocol === 'https' ? [encrypted] : []),
    ...(asksPath && !('path' in probe && isAbsolute(probe.path)) ? [relative] : []),
    ...times,
  ]
}

function isOverTcp(ports: Readonly<Record<string, Port>>, name: string): boolean {
  return Object.hasOwn(ports, name) && ports[name]?.protocol !== 'udp'
}

function emptyCommand(where: Finding['where'], command: unknown): Finding[] {
  if (Array.isArray(command) && command.length > 0 && command[0] !== '') return []
  return [
    {
      code: 'empty-setting',
      where,
      problem: 'the probe runs no program, and never says that all is well',
      fix: 'name the program, or leave the probe out',
    },
  ]
}

/** Where nobody checks types it may be no text at all. */
function isAbsolute(path: unknown): boolean {
  return typeof path === 'string' && path.startsWith('/')
}

/** Pods of our own making are asked by a kubelet. */
function readsProbes({ kind, runs }: ResolvedService): boolean {
  return runs.pods !== 'unknown' && runs.pods.some(({ part, name }) => part === kind && name !== 'unknown')
}

/** Over HTTP they are at least what is asked from outside. */
function unreadProbe({ name: subject, file }: ResolvedService, name: string, probe: Probe | Health): Finding[] {
  const outside = name !== 'start' && (!('by' in probe) || probe.by === 'http')
  if (outside) return []
  return [
    {
      code: 'unread-option',
      where: { subject, path: `probes.${name}`, file },
      problem: 'no kubelet asks it: its pods, if it has any, are not made of its workload',
      fix: 'leave it out, or say over HTTP in `health` when it is well',
    },
  ]
}
