/**
 * Runs inside a network of its own and is told what to do, one JSON object a line: be a stand-in, or ask something from
 * an address. Answers in the same way. `client.ts` speaks to it.
 */
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createConnection, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net'
import { createInterface } from 'node:readline'
import { connect as tlsConnect } from 'node:tls'
import type { Command, Seen } from './agent-protocol.ts'

const servers = new Map<
  string,
  { server: Server | TcpServer; sockets: Set<Socket>; seen: Seen[]; serial: number; delay: number }
>()

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command } = JSON.parse(line) as { id: number; command: Command }
  perform(command).then(
    result => process.stdout.write(`${JSON.stringify({ id, result })}\n`),
    (error: unknown) => process.stdout.write(`${JSON.stringify({ id, error: String(error) })}\n`),
  )
}
process.exit(0)

async function perform(command: Command): Promise<unknown> {
  switch (command.do) {
    case 'serve':
      return serve(command)
    case 'delay': {
      const found = servers.get(command.name)
      if (found !== undefined) found.delay = command.milliseconds
      return null
    }
    case 'stop': {
      const found = servers.get(command.name)
      for (const socket of found?.sockets ?? []) socket.destroy()
      await new Promise(done => (found === undefined ? done(null) : found.server.close(done)))
      servers.delete(command.name)
      return null
    }
    case 'seen': {
      const found = servers.get(command.name)
      return found === undefined ? [] : found.seen.splice(0)
    }
    case 'ask':
      return ask(command)
  }
}

function serve({ name, address, port, tls }: Command & { do: 'serve' }): Promise<null> {
  const state = { sockets: new Set<Socket>(), seen: [] as Seen[], serial: 0, delay: 0 }
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '', headers } = request
    state.seen.push({ method, url, headers: headers as Record<string, string> })
    state.serial += 1
    const { serial } = state
    // As Go's server does, it answers once it has the whole request.
    let bytes = 0
    request.on('data', (data: Buffer) => {
      bytes += data.length
    })
    request.on('end', () => setTimeout(() => respond(name, serial, bytes, request, response), state.delay))
  }
  const server =
    tls === 'tcp'
      ? createTcpServer(socket => socket.on('data', data => socket.write(`${name} got ${data.toString()}`)))
      : tls === undefined
        ? createHttpServer(answer)
        : createHttpsServer({ key: readFileSync(tls.key), cert: readFileSync(tls.certificate) }, answer)
  server.on('connection', (socket: Socket) => {
    state.sockets.add(socket)
    socket.on('close', () => state.sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    state.seen.push({ method: 'UPGRADE', url: request.url ?? '', headers: request.headers as Record<string, string> })
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    socket.on('data', data => socket.write(`echo ${data.toString()}`))
  })
  servers.set(name, Object.assign(state, { server }))
  return new Promise((done, fail) => server.once('error', fail).listen(port, address, () => done(null)))
}

/**
 * What a path asks of every stand-in; anything else gets a page that says who answers, and how often it has answered.
 *
 * @param bytes of the request's body
 */
function respond(
  name: string,
  serial: number,
  bytes: number,
  request: IncomingMessage,
  response: ServerResponse,
): unknown {
  const [path = ''] = (request.url ?? '').split('?')
  const { host = '', cookie } = request.headers
  const send = (status: number, headers: Record<string, string>, body: string) =>
    response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(body)
  const page = `${name} answer ${serial} host=${host} path=${request.url} for=${cookie ?? 'anybody'}\n`
  // Who is logged in; of a visitor without a name it says nothing more.
  if (path.startsWith('/verify')) {
    const [, user] = /^session=(\w+)$/.exec(cookie ?? '') ?? []
    if (user === undefined) return send(302, { Location: 'https://portal.example/' }, '')
    return send(200, user === 'nameless' ? {} : { 'Remote-User': user }, '')
  }
  if (path.startsWith('/missing')) return send(404, {}, `${name} has no such page ${serial}\n`)
  if (path.startsWith('/moved')) return send(301, { Location: `https://${host}/there/` }, '')
  // The rest is where it leads, in base64 that a URL can hold.
  if (path.startsWith('/leads/'))
    return send(302, { Location: Buffer.from(path.slice('/leads/'.length), 'base64url').toString() }, '')
  if (path.startsWith('/refreshes')) return send(200, { Refresh: `0; url=http://${host}:8080/there/` }, page)
  if (path.startsWith('/api')) return send(401, {}, page)
  if (path.startsWith('/cookie')) return send(200, { 'Set-Cookie': 'session=of-the-first-visitor' }, page)
  if (path.startsWith('/uncached')) return send(200, { 'Cache-Control': 'private', Expires: '0', Vary: '*' }, page)
  if (path.startsWith('/accel')) return send(200, { 'X-Accel-Redirect': '/error.html' }, page)
  if (path.startsWith('/framed')) return send(200, { 'X-Frame-Options': 'ALLOWALL' }, page)
  if (path.startsWith('/failing')) return send(502, {}, 'a page of the upstream about itself')
  if (decodeURIComponent(path).toLowerCase().startsWith('/user/login') && request.method === 'POST')
    return send(401, {}, 'wrong password\n')
  const withBody = bytes > 0 || request.method === 'POST' || request.method === 'PUT'
  return send(200, {}, withBody ? `${name} got ${bytes} bytes\n` : page)
}

/** Sends bytes and reads until the other side closes, or until the patience ends. */
function ask({ from, to, port, parts, milliseconds, tlsName }: Command & { do: 'ask' }): Promise<unknown> {
  return new Promise(done => {
    const started = performance.now()
    let received = ''
    const plain = createConnection({ host: to, port, localAddress: from })
    const socket =
      tlsName === undefined ? plain : tlsConnect({ socket: plain, servername: tlsName, rejectUnauthorized: false })
    const finish = (how: 'closed' | 'open' | 'refused'): void => {
      clearTimeout(patience)
      plain.destroy()
      done({ text: received, how, milliseconds: performance.now() - started })
    }
    const patience = setTimeout(() => finish('open'), milliseconds)
    socket.setEncoding('latin1')
    socket.on('data', (data: string) => {
      received += data
    })
    socket.on('end', () => finish('closed'))
    socket.on('error', () => finish(received === '' && plain.bytesRead === 0 ? 'refused' : 'closed'))
    plain.on('error', () => finish('refused'))
    const send = async (): Promise<void> => {
      for (const [index, part] of parts.entries()) {
        if (index > 0) await new Promise(next => setTimeout(next, part.after))
        if (!socket.destroyed) socket.write(part.text, 'latin1')
      }
    }
    socket.once(tlsName === undefined ? 'connect' : 'secureConnect', () => void send())
  })
}
