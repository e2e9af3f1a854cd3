import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jellyfinCollector, jellyfinMetrics } from '../../../ansible-gen/src/collectors/jellyfin.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { type Handler, recordedText, reply, serve } from './fake.ts'
import { executable, type Family, listed, readMetrics, runScript, scratch, values } from './run.ts'

const jq = findProgram('jq') ?? skipped('jq')
const curl = findProgram('curl') ?? skipped('curl')
// Not a key that Jellyfin would make: it holds what a curl configuration must escape.
const key = 'a\\b"c d'
const items = new Map([
  ['f137a2dd21bbc1b99aa5c0f6bf02a805 Movie', 412],
  ['a656b907eb3a73532e40e44b968d0225 Series', 37],
  ['7e64e319657a9516ec78490da03edccb MusicAlbum', 1280],
])

const server: Handler = (request, response) => {
  const url = new URL(request.url ?? '', 'http://server')
  if (url.pathname === '/health') return reply(response, 200, 'Healthy')
  if (request.headers['x-emby-token'] !== key) return reply(response, 401)
  if (request.headers.accept !== 'application/json') return reply(response, 406)
  const documents: Readonly<Record<string, string>> = {
    '/System/Info': recordedText('jellyfin/info.json'),
    '/Sessions': recordedText('jellyfin/sessions.json'),
    '/Library/VirtualFolders': recordedText('jellyfin/libraries.json'),
    '/Items': itemCount(url.searchParams),
  }
  const document = documents[url.pathname]
  return document === undefined ? reply(response, 404) : reply(response, 200, document)
}

function itemCount(query: URLSearchParams): string {
  const count = items.get(`${query.get('parentId')} ${query.get('includeItemTypes')}`)
  const whole = query.get('recursive') === 'true' && query.get('limit') === '0'
  return JSON.stringify({ Items: [], TotalRecordCount: whole ? count : -1, StartIndex: 0 })
}

/** The server, with one path answering otherwise. */
function but(path: string, other: Handler): Handler {
  return (request, response) => (request.url?.startsWith(path) ? other : server)(request, response)
}

const defaults = {
  jellyfin_api_up: 0,
  'jellyfin_version_info{version=""}': 1,
  jellyfin_sessions_total: 0,
  jellyfin_sessions_playing: 0,
  jellyfin_sessions_paused: 0,
  jellyfin_transcode_sessions_total: 0,
}
const missing = [jq, curl].some(program => program.startsWith('skipped'))

describe.skipIf((await python()) === undefined || missing)('the Jellyfin collector', () => {
  async function collect(handler: Handler, mutate?: (folder: string) => void): Promise<readonly Family[]> {
    const folder = scratch()
    const output = join(folder, 'jellyfin.prom')
    const keyFile = join(folder, 'key')
    writeFileSync(output, 'yesterday\n')
    writeFileSync(keyFile, key)
    mutate?.(folder)
    const url = await serve(handler)
    const script = jellyfinCollector({ marker: ['M'], output, url, keyFile, jq, timeoutSeconds: 1 })
    expect(await runScript(script, folder, { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` })).toMatchObject({
      exitCode: 0,
    })
    return readMetrics(output)
  }

  test('a server that answers everything', async () => {
    const families = await collect(server)
    expect(values(families)).toEqual({
      jellyfin_up: 1,
      jellyfin_api_up: 1,
      'jellyfin_version_info{version="10.10.7"}': 1,
      jellyfin_sessions_total: 4,
      jellyfin_sessions_playing: 2,
      jellyfin_sessions_paused: 1,
      jellyfin_transcode_sessions_total: 1,
      'jellyfin_library_items{library="Films \\"old\\" & new",type="movies"}': 412,
      'jellyfin_library_items{library="Serien\\\\Übertragung",type="tvshows"}': 37,
      'jellyfin_library_items{library="Music",type="music"}': 1280,
    })
    expect(listed(families)).toEqual(jellyfinMetrics)
  })

  test.each([
    ['fails', but('/health', (_, response) => reply(response, 503, 'Unhealthy'))],
    ['is degraded', but('/health', (_, response) => reply(response, 200, 'Degraded'))],
    ['never answers', () => undefined],
  ] satisfies [string, Handler][])('a server that %s', async (_, handler) => {
    expect(values(await collect(handler))).toEqual({ jellyfin_up: 0, ...defaults })
  })

  const healthy = { jellyfin_up: 1, ...defaults }

  test.each([
    ['wrong', (folder: string): void => writeFileSync(join(folder, 'key'), 'other')],
    ['missing', (folder: string): void => rmSync(join(folder, 'key'))],
  ])('a healthy server and a key that is %s', async (_, mutate) => {
    expect(values(await collect(server, mutate))).toEqual(healthy)
  })

  test.each([
    ['fails', but('/Items', (_, response) => reply(response, 500))],
    ['hangs', but('/Sessions', () => undefined)],
    ['says no number', but('/Items', (_, response) => reply(response, 200, '{}'))],
    ['says no version', but('/System/Info', (_, response) => reply(response, 200, '{}'))],
    ['is no JSON', but('/Library', (_, response) => reply(response, 200, '<html>'))],
  ] satisfies [string, Handler][])('an answer of the API that %s leaves no half of the truth', async (_, handler) => {
    expect(values(await collect(handler))).toEqual(healthy)
  })

  test('the key is in no command line', async () => {
    const calls = join(scratch(), 'calls')
    const spy = `#!/bin/sh\nprintf '%s\\n' "$*" >>'${calls}'\nexec ${curl} "$@"\n`
    const families = await collect(server, folder => void executable(join(folder, 'bin/curl'), spy))
    expect(values(families)).toMatchObject({ jellyfin_api_up: 1 })
    expect(readFileSync(calls, 'utf8')).toContain('/System/Info')
    expect(readFileSync(calls, 'utf8')).not.toContain('a\\b')
  })
})
