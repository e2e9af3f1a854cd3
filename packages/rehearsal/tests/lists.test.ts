/** What comes of a list, from a server on a socket that stands in for the proxy to an API server. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAt } from '../src/run/lists.ts'
import type { Sandbox } from '../src/run/sandbox.ts'

const folder = mkdtempSync(join(tmpdir(), 'lists-'))
const sandbox = { folder } as unknown as Sandbox
const server = createServer(({ url }, response) => {
  if (url === '/api/v1/pods') return response.end(JSON.stringify({ items: [{ metadata: { name: 'wiki' } }] }))
  if (url === '/api/v1/broken') {
    response.writeHead(200, { 'content-length': '100' }).write('{"items": [')
    return setTimeout(() => response.destroy(), 20)
  }
  return response.writeHead(url === '/api/v1/secrets' ? 403 : 404).end('no')
})

beforeAll(() => {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(join(folder, 'api.sock'), resolve)
  return promise
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

test('all objects of a kind', async () => {
  expect(await listAt(sandbox, '/api/v1/pods')).toEqual([{ metadata: { name: 'wiki' } }])
})

test('none of a kind that the server does not know', async () => {
  expect(await listAt(sandbox, '/apis/example.org/v1/clusters')).toEqual([])
})

test('what is refused, and what breaks off, is an error and no empty list', async () => {
  await expect(listAt(sandbox, '/api/v1/secrets')).rejects.toThrow('/api/v1/secrets: 403 no')
  await expect(listAt(sandbox, '/api/v1/broken')).rejects.toThrow()
  await expect(listAt({ folder: `${folder}/gone` } as unknown as Sandbox, '/api/v1/pods')).rejects.toThrow(/ENOENT/)
})
