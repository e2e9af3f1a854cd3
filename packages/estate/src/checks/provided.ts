import type { Finding } from '../findings.ts'
import { isSlipOf } from '../nearest.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'
import { runClusters } from '../runs/clusters.ts'
import { known } from '../runs/known.ts'
import type { Share } from '../storage.ts'

/** What one part of the estate takes for granted, and another part does not give. */
export function checkProvided(resolved: Resolved): Finding[] {
  return [
    ...resolved.services.flatMap(service => [...unansweredPorts(service), ...unexportedShares(resolved, service)]),
    ...unbroughtKinds(resolved),
    ...unmadeClasses(resolved),
    ...unmadeAccounts(resolved),
    ...unservedShares(resolved),
    ...unstatedPolicy(resolved),
    ...otherTarget(resolved),
  ]
}

/** Ports of a host that something opens which ends, or is started by the clock: who connects finds nobody there. */
function unansweredPorts({ name: subject, file, at, external, ports, runs }: ResolvedService): Finding[] {
  const { units } = runs
  if (external || at.kind !== 'host' || units === 'unknown' || units.length === 0) return []
  const [port] = Object.keys(ports)
  if (port === undefined || units.some(unit => unit.runs === 'kept')) return []
  return [
    {
      code: 'unprovided-reference',
      where: { subject, path: `ports.${port}`, file },
      problem: 'nothing that is kept running answers there',
      got: units.map(({ name, runs: how }) => `${name}: ${how}`).join(', '),
      expected: 'a program that is started again whenever it ends',
      fix: 'keep its program running, or leave the port out',
    },
  ]
}

/**
 * Objects of kinds that nobody brings: the API server takes none. What a service waits for, of which nobody knows what it provides,
 * may bring them. What many lack is one cause: the first speaks for the others.
 */
function unbroughtKinds({ clusters, services, waits }: Resolved): Finding[] {
  const unknown = new Set(services.flatMap(({ name, runs }) => (runs.provides === 'unknown' ? [name] : [])))
  const trusting = new Set(waits.flatMap(({ from, to }) => (unknown.has(to) ? [from] : [])))
  return clusters.flatMap(({ name: cluster, defines = [] }) => {
    const all = services.filter(({ at }) => at.name === cluster)
    const provided = all.flatMap(({ runs }) => known(runs.provides))
    const has = ({ kind, name }: { readonly kind: string; readonly name: string }): boolean =>
      (kind === 'definitions' && defines.includes(name)) ||
      provided.some(each => each.kind === kind && each.name === name)
    const lacking = all
      .filter(({ name }) => !trusting.has(name))
      .flatMap(({ name, file, runs }) => {
        const required = known(runs.requires).flatMap(each => ('name' in each ? [each] : []))
        return required
          .filter(each => each.kind === 'definitions' && !has(each))
          .map(({ name: group }) => ({ subject: name, file, group }))
      })
    return [...Map.groupBy(lacking, ({ group }) => group).values()].flatMap(([first]) =>
      first === undefined
        ? []
        : [
            {
              code: 'unprovided-reference',
              where: { subject: first.subject, path: 'workload', file: first.file },
              problem: `nothing in cluster ${cluster} brings these kinds of objects`,
              got: first.group,
              fix: 'add the operator that does, or say there, or of the cluster, that it `defines` them',
            },
          ],
    )
  })
}

/** Default storage classes that a cluster does not come with, and that none of its services makes: claims wait forever. */
function unmadeClasses(resolved: Resolved): Finding[] {
  const { services, file } = resolved
  return [...Map.groupBy(runClusters(resolved), ({ cluster }) => cluster)].flatMap(([cluster, running]): Finding[] => {
    const { name: subject, storageClass: got } = cluster
    const all = services.filter(({ at }) => at.kind === 'cluster' && at.name === subject)
    const own = running.map(({ unit }) => unit.storageClasses)
    const made = all.flatMap(({ runs }) => known(runs.provides).filter(({ kind }) => kind === 'class'))
    const has = [...own.flatMap((classes = []) => classes), ...made.map(({ name }) => name)]
    if (has.includes(got) || own.includes(undefined)) return []
    // What stays hand-written may make one, which is not called like one that is there but for a letter.
    if (all.some(({ runs }) => runs.provides === 'unknown') && !has.some(each => isSlipOf(got, each))) return []
    return [
      {
        code: 'unprovided-reference',
        where: { subject, path: 'storageClass', file },
        problem: 'nothing provides the storage class of the cluster',
        got,
        ...(has.length > 0 && { expected: has.join(' or ') }),
        fix: 'correct the name, or add what provides it: the component local-storage of K3s, a service with the class among its objects',
      },
    ]
  })
}

/**
 * Users and groups of Linux hosts that no service there makes: the first role that gives them a file stops. What many lack is one
 * cause.
 */
function unmadeAccounts({ hosts, services }: Resolved): Finding[] {
  return hosts.flatMap(({ name: host, platform }) => {
    if (platform !== 'linux') return []
    const all = services.filter(({ at }) => at.kind === 'host' && at.name === host)
    const made = new Set(all.flatMap(({ runs }) => known(runs.provides).map(({ kind, name }) => `${kind} ${name}`)))
    const required = all.flatMap(({ name: subject, file, runs }) =>
      known(runs.requires).flatMap(each =>
        each.kind === 'user' || each.kind === 'group'
          ? [{ subject, file, account: `${each.kind} ${each.name}`, user: `user ${each.name}` }]
          : [],
      ),
    )
    const users = new Set(required.map(({ account }) => account))
    const lacking = required.filter(
      // Its own group comes with a user.
      ({ account, user }) => !made.has(account) && (account === user || !users.has(user) || made.has(user)),
    )
    return [...Map.groupBy(lacking, ({ account }) => account).values()].flatMap(([first]) =>
      first === undefined
        ? []
        : [
            {
              code: 'unprovided-reference' as const,
              where: { subject: first.subject, path: `workload.users ${first.account}`, file: first.file },
              problem: `nothing makes it on ${host}: what it is to own, or to run, stops the role`,
              got: first.account,
              fix: 'make it (`systemUser`, `systemGroup`), or say which package brings it (`users` of `aptPackage`)',
            },
          ],
    )
  })
}

/** Shares that a host or a cluster mounts, and that their host exports to nobody, or to others. */
function unexportedShares(
  { shares, clusters, hosts }: Resolved,
  { name: subject, file, at, runs }: ResolvedService,
): Finding[] {
  const on = at.kind === 'host' ? at.name : clusters.find(cluster => cluster.name === at.name)?.on
  const node = hosts.find(({ name }) => name === on)
  if (node === undefined) return []
  // What runs on the host that has it needs no export; pods on that host do.
  const isOwn = ({ host }: Share): boolean => at.kind === 'host' && host === at.name
  const mounted = new Set(known(runs.volumes).flatMap(volume => (volume.on === 'share' ? [volume.share] : [])))
  return shares
    .filter(share => mounted.has(share.name) && !isOwn(share) && !isExported(share, node))
    .map(({ name, nfsClients }) => ({
      code: 'unprovided-reference',
      where: { subject, path: `volumes.${name}`, file },
      problem: 'the share is not exported to the machine that mounts it',
      got: nfsClients.length === 0 ? 'no NFS clients' : nfsClients.join(', '),
      expected: node.lanAddress ?? `an address of ${node.name}`,
      fix: 'let the machine mount it (`nfsClients`), or keep the data elsewhere',
    }))
}

/** https://www.iana.org/assignments/service-names-port-numbers: clients of NFS 4 ask no other, unless they are told. */
const nfsPort = 2049

/** Shares for clients of NFS on a host that says on which ports it listens, and not on that one. */
function unservedShares({ shares, hosts, file }: Resolved): Finding[] {
  return hosts.flatMap(({ name: subject, listens }): Finding[] => {
    const mine = shares.filter(({ host, nfsClients }) => host === subject && nfsClients.length > 0)
    if (mine.length === 0 || listens === undefined) return []
    if (Object.values(listens).some(({ port, protocol }) => port === nfsPort && protocol !== 'udp')) return []
    return [
      {
        code: 'unprovided-reference',
        where: { subject, path: 'listens', file },
        problem: `it exports ${mine.map(({ name }) => name).join(', ')} by NFS, and listens on no port for it`,
        expected: `tcp(${nfsPort})`,
        fix: 'say the port, or export nothing by NFS',
      },
    ]
  })
}

function isExported({ nfsClients }: Share, { lanAddress, tailnet }: Resolved['hosts'][number]): boolean {
  // https://tailscale.com/kb/1015/100.x-addresses
  const addresses = [lanAddress, tailnet === undefined ? undefined : '100.64.0.1'].filter(each => each !== undefined)
  if (addresses.length === 0) return nfsClients.length > 0
  return nfsClients.some(network => addresses.some(address => isIn(network, address)))
}

function isIn(network: string, address: string): boolean {
  const [base = '', length = '32'] = network.split('/')
  const [from, of] = [numberOf(base), numberOf(address)]
  if (from === undefined || of === undefined || !/^\d+$/.test(length)) return false
  const size = 2 ** (32 - Number(length))
  return Math.floor(from / size) === Math.floor(of / size)
}

/** An IPv4 address as the number that it is. */
function numberOf(address: string): number | undefined {
  const octets = address.split('.').map(Number)
  if (octets.length !== 4 || !octets.every(each => Number.isInteger(each) && each >= 0 && each < 256)) return undefined
  return octets.reduce((sum, each) => sum * 256 + each, 0)
}

/**
 * Without a policy the stack that applies it has nothing to apply, and Tailscale's own lets everybody reach everything. What is
 * accepted of one tells that there was one: each of those would be stale, and who removes them hears nothing more of it.
 */
function unstatedPolicy({ tailnet, tailnetStack, acceptances, file }: Resolved): Finding[] {
  if (tailnet !== undefined) return []
  const accepted = acceptances.filter(({ code }) => code.startsWith('policy-')).length
  if (tailnetStack === undefined && accepted === 0) return []
  return [
    {
      code: 'unprovided-reference',
      where: { subject: 'estate', path: 'tailnet', file },
      problem:
        tailnetStack === undefined
          ? `${accepted} acceptances are about a policy of the tailnet that nothing states`
          : 'the stack of the tailnet has no policy to apply',
      expected: 'a policy: without one, everybody reaches everything',
      fix: 'state `tailnet`, or leave out the stack and what is accepted, and say elsewhere who reaches what',
    },
  ]
}

/** Where the records of public names lead, and where the public proxy answers. */
function otherTarget({ dns, services }: Resolved): Finding[] {
  const names = services.flatMap(
    ({ runs: { publicProxy } }) => publicProxy?.carriedBy?.target ?? publicProxy?.answersAt ?? [],
  )
  const target = dns?.publicTarget
  if (dns === undefined || target === undefined || names.length === 0 || names.includes(target)) return []
  return [
    {
      code: 'unprovided-reference',
      where: { subject: 'dns', path: 'publicTarget', file: dns.file },
      problem: 'no public proxy answers at this name',
      got: target,
      expected: names.join(' or '),
      fix: 'lead the records to the proxy',
    },
  ]
}
