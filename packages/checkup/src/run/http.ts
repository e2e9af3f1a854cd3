import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { HttpQuestion } from '../check.ts'
import { type Answer, down, up } from './answer.ts'
import type { Asking } from './asking.ts'
import type { Endpoint } from './names.ts'
import { networkProblem, seconds } from './problem.ts'

const DAY_MS = 86_400_000
/** As kubelet judges probes: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ */
const FIRST_FAILURE = 400

/** One GET on a connection of its own, redirects not followed; the answer must end in time. */
export async function askHttp({ url }: HttpQuestion, asking: Asking): Promise<Answer> {
  const parsed = new URL(url)
  const secure = parsed.protocol === 'https:'
  const port = Number(parsed.port === '' ? (secure ? 443 : 80) : parsed.port)
  const endpoint = await asking.names.endpoint(parsed.hostname, port)
  if ('state' in endpoint) return endpoint
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const request = open(parsed, endpoint)
  const timer = setTimeout(() => {
    resolve(down(`no answer within ${seconds(asking.timeoutMs)}`))
    request.destroy()
  }, asking.timeoutMs)
  request.once('response', response => {
    // The certificate goes with the socket when the answer ends.
    const valid = daysLeft(response, asking)
    response.once('end', () => resolve(judge(response, valid, asking)))
    response.once('error', error => resolve(networkProblem(error)))
    response.resume()
  })
  request.once('error', error => resolve(networkProblem(error)))
  request.end()
  return promise.finally(() => {
    clearTimeout(timer)
    request.destroy()
  })
}

function open({ protocol, hostname, pathname, search, host }: URL, endpoint: Endpoint): ClientRequest {
  const options = {
    ...endpoint,
    path: `${pathname}${search}`,
    headers: { host, 'user-agent': 'services-check', connection: 'close' },
    agent: false,
  } as const
  return protocol === 'https:' ? requestHttps({ ...options, servername: hostname }) : requestHttp(options)
}

/** Whole days for which the certificate is still valid; undefined over plain HTTP. */
function daysLeft({ socket }: IncomingMessage, { today }: Asking): number | undefined {
  if (!('encrypted' in socket)) return undefined
  const { valid_to: end } = (socket as TLSSocket).getPeerCertificate()
  return Math.floor((Date.parse(end) - today().getTime()) / DAY_MS)
}

function judge({ statusCode = 0 }: IncomingMessage, valid: number | undefined, { certificateDays }: Asking): Answer {
  const status = `status ${statusCode}`
  if (statusCode >= FIRST_FAILURE) return down(status)
  if (valid === undefined) return up(status)
  if (valid < certificateDays)
    return down(`${status}, but its certificate ends in ${valid} days (fewer than ${certificateDays})`)
  return up(`${status}, certificate for ${valid} days`)
}
