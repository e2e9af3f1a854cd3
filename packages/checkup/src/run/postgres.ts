import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { PostgresQuestion } from '../check.ts'
import { type Answer, down, up } from './answer.ts'
import type { Asking } from './asking.ts'
import { networkProblem, seconds } from './problem.ts'

/**
 * Begins a session as pg_isready does, and leaves before the password: asks for TLS, then says who it is. The server that
 * takes connections wants a password or refuses the name; one that is starting up or full says that instead.
 *
 * Messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function askPostgres({ host, port }: PostgresQuestion, asking: Asking): Promise<Answer> {
  const endpoint = await asking.names.endpoint(host, port)
  if ('state' in endpoint) return endpoint
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const socket = connect(endpoint)
  const open: Socket[] = [socket]
  const timer = setTimeout(() => resolve(down(`no answer within ${seconds(asking.timeoutMs)}`)), asking.timeoutMs)
  const watch = (on: Socket): void => {
    on.once('error', error => resolve(networkProblem(error)))
    on.once('close', () => resolve(down('closed without a word: no PostgreSQL is behind it')))
  }
  const introduce = (on: Socket): void => {
    on.once('data', data => resolve(judge(data)))
    on.write(startup())
  }
  watch(socket)
  socket.once('connect', () => socket.write(sslRequest()))
  socket.once('data', data => {
    const answer = data.toString('latin1', 0, 1)
    if (answer === 'N') introduce(socket)
    else if (answer === 'S') {
      // Whose certificate it is decides the client that sends a password; this one sends none.
      const secure = connectTls({ socket, rejectUnauthorized: false })
      open.push(secure)
      watch(secure)
      secure.once('secureConnect', () => introduce(secure))
    } else resolve(judge(data))
  })
  return promise.finally(() => {
    clearTimeout(timer)
    for (const each of open.toReversed()) each.destroy()
  })
}

function sslRequest(): Buffer {
  return Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
}

function startup(): Buffer {
  const parameters = Buffer.from('user\0services-check\0database\0postgres\0\0')
  const head = Buffer.alloc(8)
  head.writeInt32BE(head.length + parameters.length, 0)
  // Protocol 3.0
  head.writeInt32BE(0x0003_0000, 4)
  return Buffer.concat([head, parameters])
}

/** SQLSTATE of a server that takes nobody: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CLOSED: Readonly<Record<string, string>> = {
  '57P03': 'cannot connect now',
  '57P01': 'shutting down',
  '53300': 'too many connections',
}

function judge(data: Buffer): Answer {
  const kind = data.toString('latin1', 0, 1)
  if (kind === 'R') return up('takes connections')
  if (kind !== 'E') return down('answers, but not as PostgreSQL does')
  const fields = new Map(
    data
      .toString('utf8', 5)
      .split('\0')
      .map(field => [field.slice(0, 1), field.slice(1)]),
  )
  const state = fields.get('C') ?? ''
  const closed = CLOSED[state]
  return closed === undefined ? up('takes connections') : down(`${closed}: ${fields.get('M') ?? state}`)
}
