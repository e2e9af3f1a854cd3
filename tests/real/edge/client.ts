import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Answered, Command, Seen } from './agent-protocol.ts'
import type { Network } from './namespace.ts'

/** An HTTP response, read from its bytes. */
export interface Response extends Answered {
  /** 0 where nothing came back. */
  readonly status: number
  /** Lower-case names; repeated ones joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Question {
  readonly from: string
  readonly to?: string
  readonly port: number
  /** The bytes to send; several parts with milliseconds between them. */
  readonly raw: string | readonly { readonly text: string; readonly after: number }[]
  readonly milliseconds?: number
  readonly tlsName?: string
}

/** Speaks to the agent that runs in a network. */
export class Agent {
  readonly #child
  readonly #waiting = new Map<number, { done: (result: unknown) => void; fail: (error: Error) => void }>()
  #last = 0

  constructor(network: Network) {
    this.#child = network.start(process.execPath, [join(import.meta.dirname, 'agent.ts')])
    const { stdout } = this.#child
    if (stdout === null) throw new Error('the agent has no output')
    createInterface({ input: stdout }).on('line', line => {
      const { id, result, error } = JSON.parse(line) as { id: number; result?: unknown; error?: string }
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.done(result)
      else waiting?.fail(new Error(error))
    })
    void this.#child.then(({ stderr }) => {
      for (const { fail } of this.#waiting.values()) fail(new Error(`the agent ended: ${String(stderr)}`))
    })
  }

  tell(command: Command): Promise<unknown> {
    const id = ++this.#last
    const answer = new Promise<unknown>((done, fail) => this.#waiting.set(id, { done, fail }))
    this.#child.stdin?.write(`${JSON.stringify({ id, command })}\n`)
    return answer
  }

  async seen(name: string): Promise<readonly Seen[]> {
    return (await this.tell({ do: 'seen', name })) as readonly Seen[]
  }

  async ask({ raw, to = '127.0.0.1', milliseconds = 5000, ...rest }: Question): Promise<Response> {
    const parts = typeof raw === 'string' ? [{ text: raw, after: 0 }] : raw
    return read((await this.tell({ do: 'ask', to, parts, milliseconds, ...rest })) as Answered)
  }
}

function read(answered: Answered): Response {
  const end = answered.text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = answered.text.slice(0, end === -1 ? undefined : end).split('\r\n')
  const pairs = lines.map(line => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ])
  const grouped = Map.groupBy(pairs, ([name]) => name ?? '')
  const headers = Object.fromEntries(
    [...grouped].map(([name, all]) => [name, all.map(([, value]) => value).join(', ')]),
  )
  const body = end === -1 ? '' : answered.text.slice(end + 4)
  const chunked = headers['transfer-encoding'] === 'chunked'
  return {
    ...answered,
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: chunked ? dechunked(body) : body,
  }
}

function dechunked(body: string): string {
  let rest = body
  let whole = ''
  for (;;) {
    const [, size = ''] = /^([0-9a-f]+)\r\n/i.exec(rest) ?? []
    const length = Number.parseInt(size, 16)
    if (!(length > 0)) return whole
    whole += rest.slice(size.length + 2, size.length + 2 + length)
    rest = rest.slice(size.length + 2 + length + 2)
  }
}

/** A request as bytes; it asks that the connection be closed, so that the answer has an end. */
export function request(
  line: string,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
  body = '',
): string {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    (typeof values === 'string' ? [values] : values).map(value => `${name}: ${value}\r\n`),
  )
  return `${line} HTTP/1.1\r\n${lines.join('')}${'Connection' in headers ? '' : 'Connection: close\r\n'}\r\n${body}`
}
