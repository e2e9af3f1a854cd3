import { BlockList, isIP } from 'node:net'
import type { Finding, Host, ResolvedWithWorkloads, ServiceWithWorkload } from '@homelab/estate/model'
import { type Opening, openingsOf } from './openings.ts'
import { type Firewall, loginsTo } from './program.ts'

type Found = Omit<Finding, 'where'>

/** What is wrong with a firewall, and with who is let in on its host. */
export function checkFirewall(
  program: Firewall,
  { name, file }: ServiceWithWorkload,
  host: Host,
  resolved: ResolvedWithWorkloads,
): readonly Finding[] {
  const own = [...mistaken(program, host), ...locked(program, host), ...wideLogins(program)]
  return [
    ...own.map(found => ({ ...found, where: { subject: name, path: 'workload.programs', file } })),
    ...openingsOf(resolved, host, program).flatMap(opening => ofPort(opening, host, resolved)),
  ]
}

function mistaken({ lan, inside = [], trySeconds }: Firewall, { platform, name }: Host): readonly Found[] {
  const ranges = lan.filter(range => !isRange(range))
  const interfaces = inside.filter(each => !/^[\w.@-]{1,15}\*?$/.test(each))
  return [
    ...(platform === 'linux'
      ? []
      : [
          {
            ...{ code: 'unprovided-reference' as const, got: `${name} (${platform})` },
            problem: 'nftables is a program of Linux alone',
            fix: 'say it of a Linux host',
          },
        ]),
    ...[...ranges, ...interfaces].map(
      (got): Found => ({
        ...{ code: 'unknown-word', got: JSON.stringify(got) },
        problem: 'this is neither a range of addresses nor the name of an interface',
        expected: 'a range such as 192.0.2.0/24, or a name such as br-lan',
        fix: 'correct it',
      }),
    ),
    ...(Number.isInteger(trySeconds) && trySeconds >= 10
      ? []
      : [
          {
            ...{ code: 'invalid-quantity' as const, got: String(trySeconds), expected: '10 or more, whole' },
            problem: 'in so short a time nobody gets in by new rules',
            fix: 'correct `trySeconds`',
          },
        ]),
  ]
}

/** Whoever runs the playbook comes from the local network, or from the tailnet. */
function locked(program: Firewall, host: Host): readonly Found[] {
  const { lan } = program
  const { name, lanAddress } = host
  const ranges = lan.filter(isRange)
  return [
    ...(lanAddress === undefined || isIP(lanAddress) === 0 || ranges.some(range => isIn(range, lanAddress))
      ? []
      : [
          {
            ...{
              code: 'unprovided-reference' as const,
              got: lan.join(', '),
              expected: `a range that has ${lanAddress}`,
            },
            problem: `${name} itself is outside of what its firewall takes for the local network`,
            fix: 'correct the ranges, or the `lanAddress` of the host',
          },
        ]),
    ...(loginsTo(program, host).length === 0
      ? [
          {
            ...{ code: 'unprovided-reference' as const, got: program.ssh?.join(', ') ?? '' },
            problem: `nobody could log in: ${name} is in no tailnet`,
            fix: 'let logins in from the local network',
          },
        ]
      : []),
  ]
}

function wideLogins({ ssh = [] }: Firewall): readonly Found[] {
  return ssh.includes('anybody')
    ? [
        {
          ...{ code: 'wide-port', got: 'anybody', expected: 'lan, tailnet' },
          problem: 'whoever reaches the host at all may try to log in by SSH',
          fix: 'leave it out, or accept it with who logs in from where',
        },
      ]
    : []
}

function ofPort(opening: Opening, host: Host, resolved: ResolvedWithWorkloads): readonly Finding[] {
  const { from, within, service: said } = opening
  const service = resolved.services.find(({ name }) => name === said?.name)
  if (said === undefined || service === undefined) return []
  const { name: subject, file } = service
  const { port } = said
  if (from.length === 0 && within !== true)
    return [
      {
        ...{ code: 'closed-port', where: { subject, path: `ports.${port}`, file }, got: port },
        problem: `the firewall of ${host.name} lets nobody in there, as nobody is said to ask for it`,
        expected: 'a need, a route, or `reachedFrom`',
        fix: `say who reaches it in \`reachedFrom\` of its workload: 'host' where only ${host.name} itself does`,
      },
    ]
  const routes = resolved.routes.filter(route => route.service === subject && route.port === port)
  const wide = from.find(each => each === 'anybody' || (each === 'lan' && service.at.kind === 'host'))
  if (wide === undefined || routes.length === 0) return []
  return [
    {
      ...{ code: 'wide-port', where: { subject, path: `workload.reachedFrom.${port}`, file }, got: String(wide) },
      problem: 'whoever is there reaches it past its routes, and so past who they are for, and their encryption',
      expected: routes.map(({ url }) => url).join(', '),
      fix: 'leave it out: the proxy is let in by itself; or accept it with who can’t go by the route',
    },
  ]
}

function isRange(range: string): boolean {
  const [address = '', length, ...more] = range.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  if (isIP(address) === 0 || more.length > 0) return false
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most)
}

function isIn(range: string, address: string): boolean {
  const [network = '', length] = range.split('/')
  const family = (of: string) => (isIP(of) === 6 ? 'ipv6' : 'ipv4')
  const list = new BlockList()
  if (length === undefined) list.addAddress(network, family(network))
  else list.addSubnet(network, Number(length), family(network))
  return list.check(address, family(address))
}
