/**
 * Lists of the API server as its administrator sees them, through one `kubectl proxy`: a start of kubectl costs more than the
 * answer. A socket is a file, so it is reached from outside of the sandbox's network.
 */
import { request } from 'node:http'
import { join } from 'node:path'
import type { Sandbox } from './sandbox.ts'

const program = 'api-proxy'

/** Starts the proxy; the API server must be ready. */
export async function startLists(sandbox: Sandbox): Promise<void> {
  // What is changed is changed by kubectl, as an operator does it.
  const words = ['--accept-paths=^/', '--reject-methods=^(POST|PUT|PATCH|DELETE)$']
  sandbox.start(program, 'kubectl', ['proxy', `--unix-socket=${socketOf(sandbox)}`, ...words])
  await sandbox.until('the proxy to the API server answers', () =>
    get(sandbox, '/version').then(
      ({ status }) => (status === 200 ? true : undefined),
      () => undefined,
    ),
  )
}

/**
 * All objects of a kind: `/api/v1/pods`, `/apis/GROUP/VERSION/RESOURCE`; none where the server does not know the kind.
 *
 * @throws Error where the server refuses, or is gone
 */
export async function listAt<T>(sandbox: Sandbox, path: string): Promise<readonly T[]> {
  const { status, text } = await get(sandbox, path)
  if (status === 404) return []
  if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 500)}`)
  return (JSON.parse(text) as { readonly items: readonly T[] }).items
}

interface Answer {
  readonly status: number
  readonly text: string
}

function get(sandbox: Sandbox, path: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const asked = request({ socketPath: socketOf(sandbox), path, host: 'localhost', agent: false }, response => {
    const pieces: Buffer[] = []
    response.on('data', (piece: Buffer) => pieces.push(piece))
    response.on('error', reject)
    response.on('aborted', () => reject(new Error(`${path}: the answer broke off`)))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString() }))
  })
  asked.on('error', reject)
  asked.setTimeout(60_000, () => asked.destroy(new Error(`${path}: no answer within a minute`)))
  asked.end()
  return promise
}

function socketOf({ folder }: Sandbox): string {
  return join(folder, 'api.sock')
}
