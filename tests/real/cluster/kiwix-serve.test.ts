/** The rendered command of Kiwix's container with the real server and real archives, some of which are not complete. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { freePort } from '../free-port.ts'
import { findProgram, skipped } from '../tools.ts'

const programs = ['kiwix-serve', 'kiwix-manage', 'zimwriterfs', 'busybox', 'bash'] as const
const missing = programs.filter(name => findProgram(name) === undefined)
const [serve, manage, writer, busybox, bash] = programs.map(name => findProgram(name) ?? name)

const objects = objectsIn(render(blumeops).files).filter(({ metadata }) => metadata.namespace === 'kiwix')
const [server] = objects.find(({ kind }) => kind === 'Deployment')?.spec.template.spec.containers ?? []
const cronJob = objects.find(({ kind }) => kind === 'CronJob')?.spec.jobTemplate.spec.template.spec.containers[0]

const work = mkdtempSync(join(tmpdir(), 'kiwix-serve-'))
const archive = join(work, 'hello.zim')

if (missing.length > 0) test('the server', context => context.skip(skipped(missing.join(', '))))

describe.skipIf(missing.length > 0)('Kiwix', () => {
  beforeAll(async () => {
    const site = join(work, 'site')
    mkdirSync(site)
    writeFileSync(join(site, 'index.html'), '<html><head><title>Hello</title></head><body>hello</body></html>')
    // Enough that a hole fits between what an archive begins and ends with.
    for (let index = 0; index < 40; index++)
      writeFileSync(join(site, `${index}.txt`), deflateSync(`${'x'.repeat(index)} ${Math.sin(index)}`.repeat(500)))
    writeFileSync(join(site, 'icon.png'), png())
    const about = ['--title=Hello', '--description=hello', '--creator=us', '--publisher=us', '--language=eng']
    await execa(String(writer), ['--welcome=index.html', '--illustration=icon.png', ...about, site, archive])
  })
  afterAll(() => rmSync(work, { recursive: true }))

  test.each(['busybox', 'sh'] as const)('serves what is complete, by %s', async shell => {
    const folder = stage({ 'whole.zim': 'whole', 'other.zim': 'other' })
    expect(await served(folder, shell)).toEqual(['other', 'whole'])
  })

  test.each<[string, Content]>([
    ['half of it', 'half'],
    ['a file of the full size without its beginning', 'no beginning'],
    ['a file of the full size without its end', 'no end'],
    ['a file of the full size with a hole', 'hole'],
    ['an empty file', 'nothing'],
    ['a page of the network that answers everything', 'page'],
  ])('leaves out %s, and serves the others', async (_, content) => {
    const folder = stage({ 'a part.zim': content, 'whole.zim': 'whole' })
    expect(await served(folder, 'busybox')).toEqual(['whole'])
  })

  test.each<[string, Readonly<Record<string, Content>>]>([
    ['no archive', {}],
    ['none that is complete', { 'part.zim': 'half' }],
  ])('answers its probes with %s', async (_, files) => {
    expect(await served(stage(files), 'busybox')).toEqual([])
  })

  test('opens what is complete where the image has no second program', async () => {
    const folder = stage({ 'part.zim': 'half', 'whole.zim': 'whole' })
    rmSync(join(folder, 'bin/kiwix-manage'))
    expect(await served(folder, 'busybox')).toEqual(['whole'])
  })

  test('is restarted once an archive of the same name is complete, and not before', async () => {
    const folder = stage({ 'part.zim': 'half', 'whole.zim': 'whole' })
    const first = await watched(folder, '')
    expect(first.restarts).toBe(1)
    expect((await watched(folder, first.hash)).restarts).toBe(0)
    copyFileSync(archive, join(folder, 'data/complete/part.zim'))
    const then = await watched(folder, first.hash)
    expect(then.restarts).toBe(1)
    expect((await watched(folder, then.hash)).restarts).toBe(0)
  })

  test('is left alone while no archive is complete', async () => {
    expect((await watched(stage({ 'part.zim': 'half' }), '')).restarts).toBe(0)
  })
})

type Content = 'whole' | 'other' | 'half' | 'no beginning' | 'no end' | 'hole' | 'nothing' | 'page'

/** A folder with archives, and with the programs that the image has. */
function stage(files: Readonly<Record<string, Content>>): string {
  const folder = mkdtempSync(join(work, 'stage-'))
  for (const name of ['data/complete', 'bin', 'tmp']) mkdirSync(join(folder, name), { recursive: true })
  for (const applet of ['od', 'stat', 'tr', 'md5sum', 'sort', 'cut', 'rm'])
    symlinkSync(String(busybox), join(folder, 'bin', applet))
  symlinkSync(String(serve), join(folder, 'bin/kiwix-serve'))
  symlinkSync(String(manage), join(folder, 'bin/kiwix-manage'))
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, 'data/complete', name), bytes(content))
  return folder
}

function bytes(content: Content): Buffer {
  const whole = readFileSync(archive)
  // Its identity, by which a library tells archives apart.
  const other = Buffer.from(whole).fill(7, 8, 24)
  switch (content) {
    case 'whole':
      return whole
    case 'other':
      return other
    case 'half':
      return other.subarray(0, other.length / 2)
    case 'no beginning':
      return other.fill(0, 0, 1000)
    case 'no end':
      return other.fill(0, other.length - 1000)
    case 'hole':
      return other.fill(0, 2000, other.length - 16)
    case 'nothing':
      return Buffer.alloc(0)
    case 'page':
      return Buffer.from('<html>Please log in</html>\n')
  }
}

/** The names of the archives that the container serves, once it answers the path of its probes. */
async function served(folder: string, shell: 'busybox' | 'sh'): Promise<string[]> {
  const [program, ...args]: string[] = server.args
  expect(program).toBe('/bin/sh')
  const port = await freePort()
  const own = args.map(arg => placed(arg, folder).replaceAll('--port="$PORT"', `--address=127.0.0.1 --port=${port}`))
  const [file, first] = shell === 'busybox' ? [String(busybox), ['sh']] : ['/bin/sh', []]
  const running = execa(file, [...first, ...own], { env: { PATH: join(folder, 'bin') }, reject: false, all: true })
  onTestFinished(async () => {
    running.kill('SIGTERM')
    await running
  })
  let ended: string | undefined
  running.then(({ exitCode, all }) => {
    ended = `the container ended with ${exitCode}: ${all}`
  })
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (ended !== undefined) throw new Error(ended)
    const answer = await fetch(url + server.readinessProbe.httpGet.path).catch(() => undefined)
    if (answer?.status === 200) break
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  const catalogue = await (await fetch(`${url}/catalog/v2/entries?count=-1`)).text()
  return [...catalogue.matchAll(/type="text\/html"[^>]*href="\/(?:content\/)?([^"]*)"/g)]
    .map(([, name]) => String(name))
    .sort()
}

/** One run of the watcher: how often it restarts Kiwix, and what it remembers. */
async function watched(folder: string, known: string): Promise<{ restarts: number; hash: string }> {
  const calls = join(folder, 'calls')
  writeFileSync(calls, '')
  const kubectl = `#!/bin/sh\necho "$*" >>${calls}\n[ "$1" = get ] && printf '%s' '${known}'\nexit 0\n`
  writeFileSync(join(folder, 'bin/kubectl'), kubectl, { mode: 0o755 })
  const [, ...args]: string[] = cronJob.command
  const own = args.map(arg => placed(arg, folder))
  await execa(String(bash), own, { env: { PATH: join(folder, 'bin') } })
  const lines = readFileSync(calls, 'utf8').split('\n')
  return {
    restarts: lines.filter(line => line.startsWith('rollout restart')).length,
    hash:
      lines
        .find(line => line.startsWith('annotate'))
        ?.split('=')
        .at(-1) ?? known,
  }
}

/** The container's folders, in the stage. */
function placed(text: string, folder: string): string {
  return text.replace(/\/(data|tmp)\//g, (_, name) => `${folder}/${name}/`)
}

/** A picture of 48 by 48 pixels, which every archive has. https://www.w3.org/TR/png-3/ */
function png(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(48, 0)
  header.writeUInt32BE(48, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(48 * (1 + 48 * 3))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.of())])
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
