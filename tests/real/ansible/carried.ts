/**
 * A program: back ends that go on talking, and visitors who reach them through the proxy and stay: a long download, a
 * connection that became a WebSocket, and one that is carried as TCP. Prints a line of JSON each 100 ms: what each got so far,
 * and which were ended.
 *
 * Arguments: the name, the port of its back end, the port that is carried as TCP, the port of its back end.
 */
import { createServer } from 'node:http'
import { connect, createServer as createTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

const [name = '', webPort, tcpPort, tcpBackend] = process.argv.slice(2)

const web = createServer((_, response) => {
  response.writeHead(200, { 'Content-Length': 1_000_000_000 })
  // The proxy hands on what fills its buffer.
  const clock = setInterval(() => response.write('.'.repeat(8192)), 50)
  response.on('close', () => clearInterval(clock))
})
web.on('upgrade', (_, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  talk(socket as Socket)
})
web.listen(Number(webPort), '127.0.0.1')
createTcp(talk).listen(Number(tcpBackend), '127.0.0.1')

function talk(socket: Socket): void {
  const clock = setInterval(() => socket.write('.'), 50)
  socket.on('error', () => undefined).on('close', () => clearInterval(clock))
}

const got: Record<string, number | 'ended'> = {}

function stays(what: string, open: () => Socket, first?: string): void {
  const socket = open()
  got[what] = 0
  socket.on('data', data => {
    const so = got[what]
    if (typeof so === 'number') got[what] = so + data.length
  })
  socket
    .on('error', () => undefined)
    .on('close', () => {
      got[what] = 'ended'
    })
  if (first !== undefined) socket.write(first)
}

const tls = (): Socket => connectTls({ host: '127.0.0.1', port: 443, servername: name, rejectUnauthorized: false })
const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c3RheXM=\r\n'
process.stdin.once('data', () => {
  stays('download', tls, `GET /long HTTP/1.1\r\nHost: ${name}\r\n\r\n`)
  stays('websocket', tls, `GET /live HTTP/1.1\r\nHost: ${name}\r\n${upgrade}\r\n`)
  stays('tcp', () => connect({ host: '127.0.0.1', port: Number(tcpPort) }))
  setInterval(() => process.stdout.write(`${JSON.stringify(got)}\n`), 100)
})
process.stdin.on('end', () => process.exit())
