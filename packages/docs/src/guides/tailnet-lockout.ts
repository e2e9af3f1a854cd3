import { type Host, ownRepositories, renderedFolder } from '@homelab/estate/model'
import { type Command, code, command, plain } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { type Context, linkService } from '../context.ts'
import { git, mise } from '../shell/programs.ts'
import { guide } from './guide.ts'

/** The tailnet's policy is lost, or keeps everybody out. */
export const lockoutGuide = guide(import.meta.url, {
  when: ({ domains }) => domains.some(({ kind }) => kind === 'tailnet'),
  given: {
    policy: context => code(policyFile(context)),
    log: context => git('log', '--oneline', '-5', '--', policyFile(context)),
    items: ({ resolved: { tailnetStack } }) =>
      [...new Set(Object.values(tailnetStack?.credentials ?? {}).map(({ item }) => plain(item)))].join(', '),
    hasLocalAddresses: context => localHosts(context).length > 0,
    logins: each(context => localHosts(context).filter(({ user }) => user !== undefined), {
      host: ({ name }) => name,
      login: ({ user, lan }) => command('ssh', `${user}@${lan}`),
    }),
    proxied: each(proxied, {
      proxy: ({ proxy }, context) => linkService(context, proxy),
      service: ({ service }, context) => linkService(context, service),
      ask: ({ ask }) => ask,
    }),
    forge: one(forge, {
      fetch: ({ url, revision }) => git('fetch', url, revision),
      push: ({ url, revision }) => git('push', url, revision),
    }),
    clusters,
    admins: ({ resolved }) =>
      resolved.people
        .filter(({ role }) => role === 'admin')
        .map(({ name }) => code(name))
        .join(', '),
    reach: ({ resolved }) =>
      resolved.hosts
        .filter(({ tailnet }) => tailnet?.by === 'owner')
        .slice(0, 1)
        .map(({ name }) => mise('reach', '--from', name)),
  },
})

/** The policy rules devices; whoever applies it is no device. */
function policyFile({ resolved }: Context): string {
  return `${renderedFolder(resolved)}/tailscale/policy.hujson`
}

interface Reachable extends Host {
  readonly lan: string
}

/** Hosts that have an address in the local network. */
function localHosts({ resolved }: Context): readonly Reachable[] {
  return resolved.hosts.flatMap(host => (host.lanAddress === undefined ? [] : [{ ...host, lan: host.lanAddress }]))
}

/** A private proxy answers on its host's address, if the client knows which. */
function proxied(context: Context) {
  const { privateProxies, proxyOf } = context.find
  return privateProxies.flatMap(proxy => {
    const host = localHosts(context).find(({ name }) => name === proxy.at.name)
    const route = context.resolved.routes.find(
      each =>
        each.kind === 'ops' && each.protocol === 'https' && each.backend?.via === 'local' && proxyOf(each) === proxy,
    )
    if (host === undefined || route === undefined) return []
    const ask = command('curl', '--resolve', `${route.hostname}:${route.listen}:${host.lan}`, route.url)
    return [{ proxy: proxy.name, service: route.service, ask }]
  })
}

/** The repository of the estate, by its proxy's address. */
function forge(context: Context) {
  const [main] = ownRepositories(context.resolved)
  const proxy = main && context.find.proxyOf(main.route)
  const host = localHosts(context).find(({ name }) => name === proxy?.at.name)
  const source = context.resolved.clusters.find(cluster => cluster.source.repository === main?.what)?.source
  if (main === undefined || host === undefined || source === undefined) return undefined
  return { url: source.repository.replace(main.route.hostname, host.lan), revision: source.revision }
}

function clusters(context: Context): readonly Command[] {
  return context.resolved.clusters.flatMap(({ on }) => {
    const host = localHosts(context).find(({ name }) => name === on)
    if (host?.user === undefined || host.brewPrefix === undefined) return []
    return [command('ssh', `${host.user}@${host.lan}`, `${host.brewPrefix}/bin/kubectl get nodes`)]
  })
}
