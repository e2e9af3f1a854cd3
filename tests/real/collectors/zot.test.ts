import { linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { zotCollector, zotMetrics } from '../../../ansible-gen/src/collectors/zot.ts'
import { python } from '../python.ts'
import { type Handler, reply, serve } from './fake.ts'
import { executable, listed, readMetrics, runScript, scratch, values } from './run.ts'

describe.skipIf((await python()) === undefined)('the Zot collector', () => {
  const up: Handler = (request, response) =>
    request.url === '/v2/_catalog' ? reply(response, 200, '{"repositories":[]}') : reply(response, 404)
  const silent: Handler = () => undefined

  const script = (folder: string, url: string): string =>
    zotCollector({ marker: ['M'], output: join(folder, 'zot.prom'), url: `${url}/v2/_catalog`, timeoutSeconds: 1 })

  test.each([
    ['answers', up, 1],
    ['fails', (_, response) => reply(response, 500), 0],
    ['wants a login', (_, response) => reply(response, 401), 0],
    ['never answers', silent, 0],
  ] satisfies [string, Handler, number][])('a registry that %s', async (_, handler, expected) => {
    const folder = scratch()
    expect(await runScript(script(folder, await serve(handler)), folder)).toMatchObject({ exitCode: 0 })
    const families = await readMetrics(join(folder, 'zot.prom'))
    expect(families).toMatchObject([{ name: 'zot_up', type: 'gauge', samples: [{ value: expected }] }])
    expect(listed(families)).toEqual(zotMetrics)
  })

  test('a registry that is not there', async () => {
    const folder = scratch()
    await runScript(script(folder, 'http://127.0.0.1:9'), folder)
    expect(values(await readMetrics(join(folder, 'zot.prom')))).toEqual({ zot_up: 0 })
  })

  test('replaces the file in one step and leaves nothing beside it', async () => {
    const folder = scratch()
    const output = join(folder, 'zot.prom')
    writeFileSync(output, 'yesterday\n')
    linkSync(output, join(folder, 'kept'))
    await runScript(script(folder, await serve(up)), folder)
    expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('yesterday\n')
    expect(readFileSync(output, 'utf8')).toContain('zot_up 1\n')
    expect(readdirSync(folder).sort()).toEqual(['collector', 'kept', 'zot.prom'])
  })

  test('ended in the middle, it says that the source is down', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'zot.prom'), 'yesterday\n')
    const slow = executable(join(folder, 'collector'), script(folder, await serve(silent)))
    const running = execa(slow, { reject: false, env: { TMPDIR: folder } })
    await sleep(300)
    running.kill('SIGTERM')
    expect((await running).exitCode).toBe(143)
    expect(values(await readMetrics(join(folder, 'zot.prom')))).toEqual({ zot_up: 0 })
    expect(readdirSync(folder).sort()).toEqual(['collector', 'zot.prom'])
  })
})
