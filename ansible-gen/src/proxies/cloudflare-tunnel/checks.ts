import type { Finding, PublicProxyRequest, Resolved } from '@homelab/estate/model'
import type { CloudflareTunnel, OriginRequest } from './settings.ts'

/** What Cloudflare or cloudflared refuses, and what neither of them does. */
export function checkTunnel(
  { resolved, service, sites }: PublicProxyRequest,
  tunnel: CloudflareTunnel,
): readonly Finding[] {
  const at = (path: string) => ({ subject: service.name, path: `workload.publicProxy.${path}`, file: service.file })
  return [
    ...ofId(tunnel, at),
    ...ofLogins(tunnel, at),
    ...ofBodies(resolved, sites, tunnel),
    ...ofOrigins(sites, tunnel, at),
  ]
}

type At = (path: string) => Finding['where']

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function ofId({ id }: CloudflareTunnel, at: At): readonly Finding[] {
  if (uuid.test(id)) return []
  return [
    {
      code: 'invalid-name',
      where: at('id'),
      problem: 'no tunnel has this id, and records would lead nowhere',
      got: id,
      expected: 'the UUID that `cloudflared tunnel list` prints, in small letters',
      fix: 'copy the id, and not the name',
    },
  ]
}

/** What any of Cloudflare's plans has: https://developers.cloudflare.com/waf/rate-limiting-rules/parameters/ */
const periods: readonly number[] = [10, 60, 120, 300, 600, 3600]

function ofLogins({ logins }: CloudflareTunnel, at: At): readonly Finding[] {
  const { requests, withinSeconds, refusedSeconds } = logins
  const wrong = (word: keyof typeof logins, expected: string): Finding => ({
    code: 'invalid-quantity',
    where: at(`logins.${word}`),
    problem: 'Cloudflare takes no such rule, and logins would not be limited',
    got: String(logins[word]),
    expected,
    fix: 'correct the number',
  })
  return [
    ...(Number.isInteger(requests) && requests > 0 ? [] : [wrong('requests', 'a whole number above zero')]),
    ...(periods.includes(withinSeconds) ? [] : [wrong('withinSeconds', periods.join(' or '))]),
    ...(Number.isInteger(refusedSeconds) && refusedSeconds >= 10 && refusedSeconds <= 86_400
      ? []
      : [wrong('refusedSeconds', 'a whole number from 10 to 86400')]),
  ]
}

/** A limit is the zone's, by its plan: a higher one is refused before it gets here, a lower one is nobody's. */
function ofBodies(
  resolved: Resolved,
  sites: PublicProxyRequest['sites'],
  { maxBodyMegabytes: all }: CloudflareTunnel,
): readonly Finding[] {
  return sites.flatMap(({ name, maxBodyMegabytes: own }): readonly Finding[] => {
    if (own === undefined || own === all) return []
    return [
      {
        code: 'invalid-quantity',
        where: {
          subject: name,
          path: 'routes.public.maxBodyMegabytes',
          file: resolved.services.find(service => service.name === name)?.file ?? resolved.file,
        },
        problem:
          own > all
            ? 'Cloudflare lets no such body through'
            : 'Cloudflare lets larger bodies through, and so does cloudflared',
        got: String(own),
        expected: `${all}, as the tunnel says of the zone's plan`,
        fix:
          own > all
            ? 'say what the plan lets through, or serve the name otherwise'
            : 'say what is let through, or limit it in the service',
      },
    ]
  })
}

/** Go's durations, which need a unit: https://pkg.go.dev/time#ParseDuration */
const duration = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/
const durations = ['connectTimeout', 'tlsTimeout', 'tcpKeepAlive', 'keepAliveTimeout'] as const

function ofOrigins(
  sites: PublicProxyRequest['sites'],
  { originRequest, originRequests = {} }: CloudflareTunnel,
  at: At,
): readonly Finding[] {
  const named = Object.entries(originRequests)
  const known = sites.map(({ name }) => name)
  return [
    ...(originRequest === undefined ? [] : ofOrigin(originRequest, 'originRequest', at)),
    ...named.flatMap(([name, origin]) => ofOrigin(origin, `originRequests.${name}`, at)),
    ...named
      .filter(([name]) => !known.includes(name))
      .map(
        ([name]): Finding => ({
          code: 'unknown-service',
          where: at(`originRequests.${name}`),
          problem: 'the tunnel serves no public name of this service',
          got: name,
          expected: known.join(' or '),
          fix: 'correct the name, or take the settings away',
        }),
      ),
  ]
}

function ofOrigin(origin: OriginRequest, path: string, at: At): readonly Finding[] {
  const { caPool } = origin
  return [
    ...durations
      .filter(word => origin[word] !== undefined && !duration.test(origin[word]))
      .map(
        (word): Finding => ({
          code: 'invalid-quantity',
          where: at(`${path}.${word}`),
          problem: 'cloudflared reads no duration in it, and does not start',
          got: String(origin[word]),
          expected: 'a number with a unit: 30s, 1m30s',
          fix: 'add the unit',
        }),
      ),
    ...(caPool === undefined || caPool.startsWith('/')
      ? []
      : [
          {
            code: 'invalid-path',
            where: at(`${path}.caPool`),
            problem: 'cloudflared looks for the file in whichever folder it is started',
            got: caPool,
            expected: 'an absolute path',
            fix: 'write the whole path',
          } as const,
        ]),
  ]
}
