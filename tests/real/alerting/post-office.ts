/** What stands where messages arrive: it keeps what is posted, and refuses what is no POST with JSON. */
import { createServer } from 'node:http'
import { present } from '@homelab/formats/present'

export interface Posted {
  readonly path: string
  readonly query: URLSearchParams
  readonly token?: string
  readonly body: Message
}

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
interface Message {
  readonly status: string
  readonly receiver: string
  readonly truncatedAlerts: number
  readonly externalURL: string
  readonly commonLabels: Readonly<Record<string, string>>
  readonly alerts: readonly {
    readonly status: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }[]
}

export interface PostOffice {
  readonly port: number
  readonly posted: readonly Posted[]
  readonly close: () => void
}

export async function postOffice(): Promise<PostOffice> {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const json = request.headers['content-type']?.startsWith('application/json') === true
      if (request.method !== 'POST' || !json) return response.writeHead(400).end()
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const token = request.headers.authorization
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Message
      posted.push({ path: pathname, query: searchParams, body, ...present({ token }) })
      return response.writeHead(200).end()
    })
  })
  const port = await new Promise<number>(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return { port, posted, close: () => server.close() }
}
