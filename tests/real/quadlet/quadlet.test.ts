/** The Quadlets of the second estate, read by podman's own generator: what it would hand to systemd. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import minilab from '@homelab/app-minilab'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { render } from '../../support/render.ts'
import { neededProgram } from '../tools.ts'

/** Where packages of podman put it. Debian 12's podman is too old to have one: then it is built, of a pinned version. */
const installed = ['/usr/libexec/podman/quadlet', '/usr/lib/podman/quadlet'].find(path => existsSync(path))
const go = installed === undefined ? neededProgram('go') : undefined
const generator = installed ?? (go === undefined ? undefined : await built(go))

async function built(program: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  const folder = await madeOnce('quadlet', contentsOf(sources), async at => {
    const tags = 'remote exclude_graphdriver_btrfs containers_image_openpgp'
    const words = ['build', '-trimpath', '-tags', tags, '-o', join(at, 'quadlet')]
    await execa(program, [...words, 'github.com/containers/podman/v5/cmd/quadlet'], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    })
  })
  return join(folder, 'quadlet')
}

/** As on the host: the system's root empty. */
const quadlets = [...render(minilab).files]
  .filter(([path]) => path.endsWith('.container.j2'))
  .map(([path, text]) => ({
    name: basename(path, '.j2'),
    text: text.replaceAll('{{ ansible_managed }}', 'Managed.').replaceAll(/\{\{ \w+_root \}\}/g, ''),
  }))

describe.skipIf(generator === undefined)('the generator of podman', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quadlet-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function generated(name: string, text: string) {
    writeFileSync(join(folder, name), text)
    const { stdout, stderr, exitCode } = await execa(generator ?? '', ['-dryrun'], {
      env: { QUADLET_UNIT_DIRS: folder },
      reject: false,
    })
    rmSync(join(folder, name))
    return { stdout, stderr, exitCode }
  }

  test('there is one', () => {
    expect(quadlets.map(({ name }) => name)).toEqual(['paste.container'])
  })

  test('makes a unit of it that runs the image with its port, folder and variables', async () => {
    const [{ name, text } = { name: '', text: '' }] = quadlets
    const { stdout, stderr, exitCode } = await generated(name, text)
    expect({ exitCode, stderr: stderr.replaceAll(/^.*Loading source unit file.*\n?/gm, '') }).toEqual({
      exitCode: 0,
      stderr: '',
    })
    expect(stdout).toContain('---paste.service---')
    const [, command = ''] = /^ExecStart=(.*)$/m.exec(stdout) ?? []
    for (const words of [
      'podman run',
      '--name paste',
      '--publish 127.0.0.1:8090:8080',
      '-v /srv/paste:/data',
      '--env-file /etc/containers/systemd/paste.env',
      '--env MICROBIN_DATA_DIR=/data',
      'docker.io/danielszabo99/microbin:2.0.4',
    ])
      expect(command).toContain(words)
    expect(stdout).toMatch(/^Restart=always$/m)
    expect(stdout).toMatch(/^WantedBy=multi-user\.target$/m)
  })

  test('would complain', async () => {
    const [{ name, text } = { name: '', text: '' }] = quadlets
    const { stderr, exitCode } = await generated(name, text.replace('PublishPort=', 'PublishedPort='))
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain("unsupported key 'PublishedPort'")
  })
})
