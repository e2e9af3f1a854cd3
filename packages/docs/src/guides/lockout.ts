import { type Host, ownRepositories, type Resolved } from '@homelab/estate/model'
import {
  type Block,
  blank,
  bullets,
  code,
  command,
  noted,
  paragraph,
  plain,
  section,
  shell,
} from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { renderedFolder } from '../model/host.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { git, mise } from '../shell/programs.ts'

/** The tailnet's policy is lost, or keeps everybody out. */
export function lockoutGuide(resolved: Resolved): readonly Page[] {
  if (!resolved.domains.some(({ kind }) => kind === 'tailnet')) return []
  return [
    wholePage(resolved, {
      path: 'guides/tailnet-lockout',
      title: 'Locked out of the tailnet',
      tags: ['how-to', 'emergency', 'network'],
      about: 'a lost policy, or one that keeps everybody out',
      body: context => [policy(context), inConsole(context), insideWays(context), afterwards(context)],
    }),
  ]
}

/** The policy rules devices; whoever applies it is no device. */
function policy({ resolved }: Context): Block {
  const file = `${renderedFolder(resolved)}/tailscale/policy.hujson`
  return section(
    'Apply one that works',
    paragraph(
      'A policy keeps devices from each other. It does not keep the tasks below out: they talk to the control plane over the internet, with credentials from the vault.',
      `So the first thing to try is the last policy that worked. It is in Git, in ${code(file)}; people’s addresses are filled in when it is applied. With ${code('COMMIT')} set to the one that broke it:`,
    ),
    shell(
      git('log', '--oneline', '-5', '--', file),
      git('revert', '--no-edit', blank('COMMIT')),
      mise('synth', '--check'),
      mise('tailnet-preview'),
      mise('tailnet-up'),
    ),
    paragraph('A policy that is gone altogether is recreated by the same command.'),
  )
}

function inConsole({ resolved: { tailnetStack } }: Context): Block {
  const items = [...new Set(Object.values(tailnetStack?.credentials ?? {}).map(({ item }) => plain(item)))]
  return section(
    'Without those credentials',
    paragraph(
      'The admin console needs a browser and the identity provider, and no tailnet: https://login.tailscale.com/admin/acls/file',
    ),
    bullets([
      'Access controls: put a working policy in. The file in Git names people; write their logins in their places.',
      'Logs, Configuration: who changed what, and the policy of before.',
      `Settings, Trust credentials: a new OAuth client for the tasks, with the scopes for policy, DNS, devices, keys and services. Its two values go into the vault, in the item that the tasks read${items.length === 0 ? '' : `: ${items.join(', ')}`}.`,
      'The identity provider’s own recovery, where even the console keeps you out.',
    ]),
  )
}

/** Addresses in the local network, for hosts that have one. */
function insideWays(context: Context): Block {
  const { resolved } = context
  const reachable = resolved.hosts.flatMap(host =>
    host.lanAddress === undefined ? [] : [{ ...host, lan: host.lanAddress }],
  )
  if (reachable.length === 0) return undefined
  return section(
    'Into the machines meanwhile',
    paragraph(
      'From the local network, by address: neither policy nor names are needed. The machines’ own remote login rules there.',
    ),
    shell(
      ...reachable.flatMap(({ user, lan, name }) =>
        user === undefined ? [] : [noted(name, command('ssh', `${user}@${lan}`))],
      ),
    ),
    proxied(context, reachable),
    gitByAddress(context, reachable),
    clusters(context, reachable),
  )
}

interface Reachable extends Host {
  readonly lan: string
}

/** The private proxy answers on its host's address, if the client knows which. */
function proxied(context: Context, hosts: readonly Reachable[]): Block {
  const proxy = context.resolved.services.find(({ serves }) => serves === 'ops')
  const host = hosts.find(({ name }) => name === proxy?.at.name)
  const route = context.resolved.routes.find(
    ({ kind, protocol, backend }) => kind === 'ops' && protocol === 'https' && backend?.via === 'local',
  )
  if (proxy === undefined || host === undefined || route === undefined) return undefined
  return [
    paragraph(
      `${linkService(context, proxy.name)} answers on that address too; names of the tailnet behind it do not. For example ${linkService(context, route.service)}:`,
    ),
    shell(command('curl', '--resolve', `${route.hostname}:${route.listen}:${host.lan}`, route.url)),
  ]
}

function gitByAddress(context: Context, hosts: readonly Reachable[]): Block {
  const [main] = ownRepositories(context.resolved)
  const proxy = context.resolved.services.find(({ serves }) => serves === main?.route.kind)
  const host = hosts.find(({ name }) => name === proxy?.at.name)
  const source = context.resolved.clusters.find(cluster => cluster.source.repository === main?.what)?.source
  if (main === undefined || host === undefined || source === undefined) return undefined
  const url = source.repository.replace(main.route.hostname, host.lan)
  return [
    paragraph('And so does the forge:'),
    shell(git('fetch', url, source.revision), git('push', url, source.revision)),
  ]
}

function clusters({ resolved }: Context, hosts: readonly Reachable[]): Block {
  const commands = resolved.clusters.flatMap(({ on }) => {
    const host = hosts.find(({ name }) => name === on)
    if (host?.user === undefined || host.brewPrefix === undefined) return []
    return [command('ssh', `${host.user}@${host.lan}`, `${host.brewPrefix}/bin/kubectl get nodes`)]
  })
  return commands.length === 0 ? undefined : [paragraph('The cluster, from its host:'), shell(...commands)]
}

function afterwards(context: Context): Block {
  const admins = context.resolved.people.filter(({ role }) => role === 'admin').map(({ name }) => code(name))
  return section(
    'Afterwards',
    paragraph(
      `Ask before the next change: the preview runs the policy’s tests, and the evaluator answers without the tailnet. Everything must be reachable for ${admins.join(', ')}.`,
    ),
    shell(
      mise('check'),
      ...context.resolved.hosts
        .filter(({ tailnet }) => tailnet?.by === 'owner')
        .slice(0, 1)
        .map(({ name }) => mise('reach', '--from', name)),
    ),
    paragraph(`Devices and tags: ${context.site.link('hosts')}.`),
  )
}
