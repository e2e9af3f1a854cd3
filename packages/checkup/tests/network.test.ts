import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askHttp } from '../src/run/http.ts'
import { askPostgres } from '../src/run/postgres.ts'
import { askTcp } from '../src/run/tcp.ts'
import { answering } from './asking.ts'

const host = 'wiki.example.org'

async function listening(server: Server): Promise<number> {
  const open = new Set<Socket>()
  server.on('connection', socket => {
    open.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of open) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}

/** Asks as if the name led to a port of this machine. */
function at(name: string, port: number) {
  return answering({ options: { connectTo: { [name]: `127.0.0.1:${port}` } } })
}

describe('http', () => {
  async function ask(answer: RequestListener, path = '/health?deep=1') {
    const port = await listening(createHttpServer(answer))
    return askHttp({ kind: 'http', url: `http://${host}${path}` }, at(`${host}:80`, port))
  }

  test.each([
    [200, 'up'],
    [204, 'up'],
    [302, 'up'],
    [400, 'down'],
    [404, 'down'],
    [502, 'down'],
  ])('status %i is %s', async (status, state) => {
    expect(await ask((_, response) => response.writeHead(status).end())).toEqual({ state, detail: `status ${status}` })
  })

  test('asks the name, path and query, whatever it connects to', async () => {
    let seen: unknown
    await ask(({ headers, url, method }, response) => {
      seen = { name: headers.host, url, method }
      response.end()
    })
    expect(seen).toEqual({ name: host, url: '/health?deep=1', method: 'GET' })
  })

  test('silence, an answer that does not end, and a broken one are down', async () => {
    const late = { state: 'down', detail: 'no answer within 0.4 s' }
    expect(await ask(() => undefined)).toEqual(late)
    expect(await ask((_, response) => response.writeHead(200).write('half'))).toEqual(late)
    expect((await ask((_, response) => response.socket?.destroy())).state).toBe('down')
  })

  test('an answer that is cut off is down, at once and with its reason', async () => {
    const cut = await ask((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => response.socket?.destroy())
    })
    expect(cut).toEqual({ state: 'down', detail: 'aborted' })
  })

  test('nobody there is down', async () => {
    const port = await listening(createServer())
    const refused = askHttp({ kind: 'http', url: `http://${host}/` }, at(`${host}:80`, port === 1 ? 2 : 1))
    expect(await refused).toMatchObject({ state: 'down', detail: expect.stringContaining('ECONNREFUSED') })
  })
})

describe('tcp', () => {
  async function ask(welcome: (socket: Socket) => void) {
    const port = await listening(createServer(welcome))
    return askTcp({ kind: 'tcp', host, port: 2222 }, at(`${host}:2222`, port))
  }

  test('a server that speaks first is up', async () => {
    expect(await ask(socket => socket.write('SSH-2.0-Go\r\n'))).toEqual({ state: 'up', detail: 'says SSH-2.0-Go' })
  })

  test('a server that waits is up', async () => {
    expect(await ask(() => undefined)).toEqual({ state: 'up', detail: 'connected' })
  })

  test('a proxy with nothing behind it takes the connection and closes it: down', async () => {
    expect(await ask(socket => socket.end())).toEqual({
      state: 'down',
      detail: 'closed at once: nothing is behind it',
    })
    expect((await ask(socket => socket.resetAndDestroy())).state).toBe('down')
  })
})

describe('postgres', () => {
  async function ask(answers: readonly Buffer[]) {
    const port = await listening(
      createServer(socket => {
        const left = [...answers]
        socket.on('data', () => {
          const next = left.shift()
          if (next === undefined) socket.end()
          else socket.write(next)
        })
      }),
    )
    return askPostgres({ kind: 'postgres', host, port: 5432 }, at(`${host}:5432`, port))
  }

  const noTls = Buffer.from('N')
  const refusal = (state: string, words: string): Buffer => {
    const fields = Buffer.from(`SFATAL\0C${state}\0M${words}\0\0`)
    const head = Buffer.from([69, 0, 0, 0, 0])
    head.writeInt32BE(fields.length + 4, 1)
    return Buffer.concat([head, fields])
  }

  test.each([
    [[noTls, Buffer.from('R\0\0\0\x17')], 'up', 'takes connections'],
    [[noTls, refusal('28000', 'no pg_hba.conf entry')], 'up', 'takes connections'],
    [
      [noTls, refusal('57P03', 'the database system is starting up')],
      'down',
      'cannot connect now: the database system is starting up',
    ],
    [
      [noTls, refusal('53300', 'sorry, too many clients already')],
      'down',
      'too many connections: sorry, too many clients already',
    ],
    [[refusal('57P03', 'starting')], 'down', 'cannot connect now: starting'],
    [[Buffer.from('HTTP/1.1 400 Bad Request')], 'down', 'answers, but not as PostgreSQL does'],
    [[], 'down', 'closed without a word: no PostgreSQL is behind it'],
  ])('%#', async (answers, state, detail) => {
    expect(await ask(answers)).toEqual({ state, detail })
  })

  test('a server that speaks TLS badly, or breaks it off, is down', async () => {
    const tls = Buffer.from('S')
    expect((await ask([tls])).state).toBe('down')
    expect((await ask([tls, Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')])).state).toBe('down')
  })
})
