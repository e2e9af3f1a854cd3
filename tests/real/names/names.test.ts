/** The names of the second estate, and of one with several private domains, asked of a real dnsmasq. */

import { Resolver } from 'node:dns/promises'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, test, vi } from 'vitest'
import minilab from '../../../apps/minilab/estate.ts'
import annex from '../../fixtures/annex/estate.ts'
import { render } from '../../support/render.ts'
import { freePort } from '../free-port.ts'
import { neededProgram } from '../tools.ts'

const dnsmasq = neededProgram('dnsmasq')
const { files } = render(minilab)
const text = files.get('ansible/roles/names/templates/private-names.conf.j2') ?? ''
const [, suffix = '', address = ''] = /^address=\/(.+)\/(.+)$/m.exec(text) ?? []

describe.skipIf(dnsmasq === undefined)('dnsmasq', () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'))
  const path = join(folder, 'private-names.conf')
  afterAll(() => rmSync(folder, { recursive: true }))

  async function serving(names: string, ask: (resolver: Resolver) => Promise<void>): Promise<void> {
    writeFileSync(path, names)
    const port = await freePort()
    const words = ['--no-daemon', '--no-resolv', '--no-hosts', '--listen-address=127.0.0.1', '--bind-interfaces']
    const running = execa(dnsmasq ?? '', [...words, `--port=${port}`, `--conf-file=${path}`, '--pid-file='], {
      reject: false,
    })
    try {
      const resolver = new Resolver({ timeout: 500, tries: 20 })
      resolver.setServers([`127.0.0.1:${port}`])
      await ask(resolver)
    } finally {
      running.kill()
      await running
    }
  }

  test('leads every private name to the proxy, and asks nobody for another of that domain', async () => {
    await serving(text, async resolver => {
      const found = await vi.waitFor(() => resolver.resolve4(`wiki.${suffix}`), { timeout: 20_000, interval: 100 })
      expect(found).toEqual([address])
      expect(await resolver.resolve4(suffix)).toEqual([address])
      // Of another kind it has none, and says so itself.
      await expect(resolver.resolve6(`wiki.${suffix}`)).rejects.toMatchObject({ code: 'ENODATA' })
      // Nobody is there whom it could ask.
      await expect(resolver.resolve4('elsewhere.example.net')).rejects.toMatchObject({ code: 'EREFUSED' })
    })
  })

  test('leads the names of each of several domains to its own proxy', async () => {
    const own = render(annex).files.get('ansible/roles/names/templates/private-names.conf.j2') ?? ''
    await serving(own, async resolver => {
      const found = await vi.waitFor(() => resolver.resolve4('wiki.in.house.example'), {
        timeout: 20_000,
        interval: 100,
      })
      expect(found).toEqual(['192.0.2.40'])
      expect(await resolver.resolve4('draft.annex.house.example')).toEqual(['192.0.2.41'])
      expect(await resolver.resolve4('annex.house.example')).toEqual(['192.0.2.41'])
      await expect(resolver.resolve4('elsewhere.house.example')).rejects.toMatchObject({ code: 'EREFUSED' })
    })
  })

  test('would complain', async () => {
    writeFileSync(path, text.replace('domain-needed', 'domains-needed'))
    const { exitCode, stderr } = await execa(dnsmasq ?? '', ['--test', `--conf-file=${path}`], { reject: false })
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain('bad option')
  })
})
