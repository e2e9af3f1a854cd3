import { isIPv4, isIPv6 } from 'node:net'
import {
  type Finding,
  isPort,
  isQuantity,
  isSlipOf,
  quantityValue,
  type ResolvedRoute,
  type ResolvedService,
} from '@homelab/estate/model'
import { checkAmounts } from '../../cluster/checks.ts'
import type { CheckKnown } from '../part.ts'
import { fixedParameters, knownParameters } from './parameters.ts'
import type { PostgresWorkload } from './workload.ts'

/** What types can't say of a server. */
export function checkPostgres(service: ResolvedService, workload: PostgresWorkload, { routes }: CheckKnown): Finding[] {
  const own = routes.filter(({ kind }) => kind === 'tailnet')
  return [
    ...checkMetricsRoute(service, workload, own),
    ...checkAmounts(service, { name: 'postgres', ...workload }),
    ...checkInstances(service, workload),
    ...checkParameters(service, workload),
    ...checkNames(service, workload),
    ...checkAccess(service, workload),
  ]
}

/** https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/#postgresql-cnpg-io-v1-ClusterSpec */
function checkInstances({ name: subject, file }: ResolvedService, { instances }: PostgresWorkload): Finding[] {
  if (Number.isInteger(instances) && instances > 0) return []
  return [
    {
      code: 'invalid-quantity',
      where: { subject, path: 'workload.instances', file },
      problem: 'the operator refuses a server of so many instances',
      got: String(instances),
      expected: 'a whole number above zero',
      fix: 'correct the number',
    },
  ]
}

/** Amounts of memory: https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES */
const units: Readonly<Record<string, number>> = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 }

/** What the server would refuse at its start, or for what its container has no room. */
function checkParameters(
  { name: subject, file }: ResolvedService,
  { parameters, resources: { limits } }: PostgresWorkload,
): Finding[] {
  return Object.entries(parameters).flatMap(([name, got]): Finding[] => {
    const where = { subject, path: `workload.parameters.${name}`, file }
    const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(got) ?? []
    const isMemory = /_(?:buffers|mem|size)$/.test(name)
    if (!isMemory || number === undefined) return []
    if (!Object.hasOwn(units, unit)) {
      const expected = `a number and one of ${Object.keys(units).join(', ')}`
      const problem = 'PostgreSQL knows no such unit of memory, and does not start'
      return [{ code: 'invalid-quantity', where, problem, got, expected, fix: 'correct the unit' }]
    }
    const limit = limits?.memory
    const isTooMuch =
      limit !== undefined && isQuantity(limit) && Number(number) * (units[unit] ?? 0) >= quantityValue(limit)
    if (name !== 'shared_buffers' || !isTooMuch) return []
    const problem = 'the server alone takes all the memory that its container may have'
    return [
      {
        code: 'invalid-quantity',
        where,
        problem,
        got,
        expected: `less than ${limit}`,
        fix: 'take less, or raise the limit',
      },
    ]
  })
}

/** What the server does not know, and would not start with; and what the operator says itself. */
function checkNames({ name: subject, file }: ResolvedService, { parameters }: PostgresWorkload): Finding[] {
  return Object.keys(parameters).flatMap((got): Finding[] => {
    const where = { subject, path: `workload.parameters.${got}`, file }
    const name = got.toLowerCase()
    if (fixedParameters.has(name)) {
      const problem = 'the operator says this itself, and refuses the server'
      const fix =
        name === 'shared_preload_libraries'
          ? 'say `preloadLibraries`'
          : 'leave it out, or say what the operator has for it'
      return [{ code: 'unread-option', where, problem, got, fix }]
    }
    // Later versions have others, which nobody takes for a slip.
    const meant = knownParameters.has(name) ? undefined : [...knownParameters].find(each => isSlipOf(name, each))
    if (meant === undefined) return []
    const problem = 'PostgreSQL has no such parameter, and does not start'
    return [{ code: 'unknown-word', where, problem, got, expected: meant, fix: 'correct the name' }]
  })
}

/** https://www.postgresql.org/docs/current/auth-pg-hba-conf.html */
const connections = ['local', 'host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc']
const methods = [
  ...['trust', 'reject', 'scram-sha-256', 'md5', 'password', 'gss', 'sspi', 'ident', 'peer', 'ldap', 'radius'],
  ...['cert', 'pam', 'bsd', 'oauth'],
]

/** Rows that the server cannot read: it keeps those from before, or does not start; and those that ask nobody who he is. */
function checkAccess({ name: subject, file }: ResolvedService, { accessRules }: PostgresWorkload): Finding[] {
  return accessRules.flatMap((row, index): Finding[] => {
    const [type = '', , , ...rest] = row.split(/\s+/)
    const [address = '', method = ''] = type === 'local' ? ['all', ...rest] : rest
    const isNetwork = /^[\d.:a-f]+(?:\/\d+)?$/i.test(address)
    const wrong = !connections.includes(type)
      ? type
      : isNetwork && !isAddress(address)
        ? address
        : !isNetwork && !/^(?:all|samehost|samenet|\.?[a-z][\w.-]*)$/i.test(address)
          ? address
          : /^[\d.]+$/.test(method) || methods.includes(method)
            ? undefined
            : method
    const where = { subject, path: `workload.accessRules[${index}]`, file }
    // Inside of its container there is nobody else.
    if (wrong === undefined && type !== 'local' && rest.slice(1).includes('trust'))
      return [
        {
          code: 'wide-rights',
          where,
          problem:
            'whoever reaches the server is whom he says to be, its superuser too: nobody is asked for a password',
          got: row,
          expected: 'scram-sha-256, or cert',
          fix: 'ask for a password, or accept it with who reaches the server',
        },
      ]
    if (wrong === undefined) return []
    return [
      {
        code: 'unknown-word',
        where,
        problem: 'PostgreSQL cannot read this rule',
        got: wrong,
        expected: 'TYPE DATABASE USER ADDRESS METHOD',
        fix: 'correct the word',
      },
    ]
  })
}

function isAddress(text: string): boolean {
  const [address = '', bits = '0'] = text.split('/')
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  return Number(bits) <= most
}

function checkMetricsRoute(
  { name: subject, file, ports: { metrics } }: ResolvedService,
  { metricsThrough }: PostgresWorkload,
  routes: readonly ResolvedRoute[],
): Finding[] {
  if (metrics === undefined || metricsThrough === undefined) return []
  const route = routes.find(({ port }) => port === 'metrics')
  if (route?.protocol === 'tcp' && route.listen === metrics.port) return []
  // That it listens on no port is a finding already.
  if (route !== undefined && !isPort(route.listen)) return []
  return [
    {
      code: 'unreachable-route',
      where: { subject, path: 'workload.metricsThrough', file },
      problem: 'the metrics have no endpoint in the tailnet on the port that is scraped',
      ...(route !== undefined && { got: `${route.protocol} ${route.listen}` }),
      expected: `a tailnet route of port metrics that listens on ${metrics.port}`,
      fix: 'say `listen` in the route, or leave out metricsThrough',
    },
  ]
}
