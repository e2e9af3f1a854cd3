import { createHash } from 'node:crypto'
import { literal } from '@homelab/formats/regexp'
import type { Found } from './checks.ts'
import type { ComposeContainer, ComposeNetwork, ComposeProject } from './program.ts'

/** What is wrong with who is in which network: who reaches whom. */
export function checkNetworks({ containers, networks = {} }: ComposeProject): readonly Found[] {
  const all = Object.entries(containers)
  const unused = Object.keys(networks).filter(network => !all.some(([, each]) => each.networks?.includes(network)))
  return [
    ...unused.map(
      (network): Found => ({
        ...{ code: 'unread-option', path: `networks.${network}`, got: network },
        problem: 'no container is in this network',
        fix: 'leave it out, or name it among the `networks` of those that are to reach each other by it',
      }),
    ),
    ...all.flatMap(([name, container]) => [
      ...unknownNetworks(name, container, networks),
      ...shutIn(name, container, networks),
      ...strangers(name, container, containers),
    ]),
  ]
}

function unknownNetworks(
  name: string,
  { networks: own = [], keys }: ComposeContainer,
  known: NonNullable<ComposeProject['networks']>,
): readonly Found[] {
  const unknown = own.filter(network => !Object.hasOwn(known, network))
  return [
    ...unknown.map(
      (network): Found => ({
        ...{ code: 'unprovided-reference', path: `${name}.networks`, got: network },
        problem: 'the project has no network of this name',
        expected: Object.keys(known).join(', ') || 'none',
        fix: 'correct the name, or add it to the `networks` of the project',
      }),
    ),
    ...(own.length > 0 && keys?.network_mode !== undefined
      ? [
          {
            ...{ code: 'unread-option' as const, path: `${name}.networks`, got: own.join(', ') },
            problem: `with the network of ${keys.network_mode === 'host' ? 'the host' : 'nobody'} it can be in no other, and Compose refuses both`,
            fix: 'leave out one of the two',
          },
        ]
      : []),
  ]
}

/** https://docs.docker.com/reference/compose-file/networks/#internal: Docker publishes no port from there. */
function shutIn(
  name: string,
  { networks: own = [], publishes = {} }: ComposeContainer,
  known: NonNullable<ComposeProject['networks']>,
): readonly Found[] {
  const inside = own.length > 0 && own.every(network => known[network]?.internal === true)
  return Object.keys(inside ? publishes : {}).map(port => ({
    ...{ code: 'unanswered-address', path: `${name}.publishes.${port}`, got: own.join(', ') },
    problem: 'nothing leads into its networks from outside, and Docker publishes no port of it',
    fix: 'let it be in a network that is not `internal`, too',
  }))
}

/** A variable that names another container as a host, where Docker's DNS knows no such name for this one. */
function strangers(
  name: string,
  container: ComposeContainer,
  containers: ComposeProject['containers'],
): readonly Found[] {
  const { environment = {} } = container
  const away = Object.keys(containers).filter(
    other => other !== name && !meet(container, containers[other] ?? container),
  )
  return Object.entries(environment).flatMap(([variable, value]) =>
    away
      .filter(other => typeof value === 'string' && namesHost(value, other))
      .map(
        (other): Found => ({
          ...{ code: 'unknown-hostname', path: `${name}.environment.${variable}`, got: other },
          problem: 'no network has both containers, so that this name leads nowhere',
          fix: `let ${name} and ${other} be in one network`,
        }),
      ),
  )
}

/** The one that Compose makes for who names none. */
const common = ['default']

/** What Compose makes for a project: each network, with the name of its interface on the host. */
export interface MadeNetwork extends ComposeNetwork {
  readonly name: string
  readonly bridge: string
}

/** Those that are said, and the one that Compose makes for who is in none by name. */
export function networksOf({ name: project, containers, networks = {} }: Networked): readonly MadeNetwork[] {
  const shared = Object.values(containers).some(each => each.networks === undefined && !each.keys?.network_mode)
  const all = { ...(shared && Object.fromEntries(common.map(name => [name, {}]))), ...networks }
  return Object.entries(all).map(([name, network]) => ({ name, ...network, bridge: bridgeOf(project, name) }))
}

type Networked = Pick<ComposeProject, 'name' | 'containers' | 'networks'>

/**
 * Docker makes up names of `br-` and twelve digits, anew with each network, which no rule can tell from a bridge of the host's own:
 * these are fixed. Linux takes fifteen characters. https://docs.docker.com/engine/network/drivers/bridge/#options
 */
function bridgeOf(project: string, network: string): string {
  return `dc-${createHash('sha256').update(`${project}/${network}`).digest('hex').slice(0, 12)}`
}

function meet(one: ComposeContainer, other: ComposeContainer): boolean {
  const { networks: theirs = common } = other
  return (one.networks ?? common).some(network => theirs.includes(network))
}

/** As in `postgres://app@database:5432/app`, `database:5432`, or alone. */
function namesHost(text: string, host: string): boolean {
  const name = literal(host)
  return new RegExp(String.raw`(?:^|[/@])${name}:\d|[a-z]://(?:[^/]*@)?${name}(?:[:/?]|$)|^${name}$`).test(text)
}
