import { connect } from 'node:net'
import type { TcpQuestion } from '../check.ts'
import { type Answer, down, up } from './answer.ts'
import type { Asking } from './asking.ts'
import { networkProblem, seconds } from './problem.ts'

/** A proxy that finds nothing behind it closes well before. */
const QUIET_MS = 1000

export async function askTcp({ host, port }: TcpQuestion, asking: Asking): Promise<Answer> {
  const endpoint = await asking.names.endpoint(host, port)
  if ('state' in endpoint) return endpoint
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const socket = connect(endpoint)
  const timer = setTimeout(() => resolve(down(`no connection within ${seconds(asking.timeoutMs)}`)), asking.timeoutMs)
  let quiet: NodeJS.Timeout | undefined
  socket.once('connect', () => {
    quiet = setTimeout(() => resolve(up('connected')), Math.min(QUIET_MS, asking.timeoutMs / 2))
  })
  socket.once('data', data => resolve(up(`says ${firstLine(data)}`)))
  socket.once('error', error => resolve(networkProblem(error)))
  socket.once('close', () => resolve(down('closed at once: nothing is behind it')))
  return promise.finally(() => {
    clearTimeout(timer)
    clearTimeout(quiet)
    socket.destroy()
  })
}

/** What of it can be printed. */
function firstLine(data: Buffer): string {
  return (data.toString('latin1').split('\n')[0] ?? '').replaceAll(/[^ -~]/g, '').slice(0, 60)
}
