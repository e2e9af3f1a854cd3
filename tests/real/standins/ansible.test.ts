/** Ansible's own modules take the stand-ins for the real programs, and see the same states. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { type Scene, scene } from './run.ts'

const tools = await python()

describe.skipIf(tools === undefined)('under Ansible', () => {
  function stocked(): Scene {
    const at = scene()
    at.give('brew', {
      prefix: join(at.folder, 'brew'),
      applications: join(at.folder, 'Applications'),
      formulae: { forge: { version: '1', bins: ['forge'], service: { arguments: ['$PREFIX/bin/forge'] } } },
      casks: { player: { version: '1', app: 'Player.app' } },
    })
    return at
  }

  /** Runs one module and returns whether it changed something; throws with its message when it failed. */
  async function changed(at: Scene, module: string, args: object): Promise<boolean> {
    const options = ['localhost', '--connection', 'local', '--module-name', `community.general.${module}`]
    const { stdout } = await execa(tools?.program('ansible') ?? '', [...options, '--args', JSON.stringify(args)], {
      env: {
        ...at.env,
        ANSIBLE_HOME: join(at.folder, 'ansible'),
        ANSIBLE_LOAD_CALLBACK_PLUGINS: '1',
        ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json',
        ANSIBLE_PYTHON_INTERPRETER: tools?.modules,
      },
    })
    return JSON.parse(stdout).plays[0].tasks[0].hosts.localhost.changed
  }

  test('homebrew installs once, and refuses what there is not', async () => {
    const at = stocked()
    expect(await changed(at, 'homebrew', { name: 'forge' })).toBe(true)
    expect(await changed(at, 'homebrew', { name: 'forge' })).toBe(false)
    await expect(changed(at, 'homebrew', { name: 'nope' })).rejects.toThrow('No available formula or cask')
  })

  test('homebrew_cask installs once', async () => {
    const at = stocked()
    expect(await changed(at, 'homebrew_cask', { name: 'player' })).toBe(true)
    expect(await changed(at, 'homebrew_cask', { name: 'player' })).toBe(false)
  })

  test('homebrew_services starts once and restarts each time', async () => {
    const at = stocked()
    await changed(at, 'homebrew', { name: 'forge' })
    expect(await changed(at, 'homebrew_services', { name: 'forge' })).toBe(true)
    expect(await changed(at, 'homebrew_services', { name: 'forge' })).toBe(false)
    expect(await changed(at, 'homebrew_services', { name: 'forge', state: 'restarted' })).toBe(true)
    expect(at.runs('homebrew.mxcl.forge')).toHaveLength(2)
  })

  test('launchd loads a job that is not loaded', async () => {
    const at = stocked()
    const folder = join(at.home, 'Library/LaunchAgents')
    mkdirSync(folder, { recursive: true })
    const keys =
      '<key>Label</key><string>job</string><key>Program</key><string>/bin/sh</string><key>KeepAlive</key><true/>'
    writeFileSync(join(folder, 'job.plist'), `<plist version="1.0"><dict>${keys}</dict></plist>`, { mode: 0o644 })
    expect(await changed(at, 'launchd', { name: 'job', state: 'reloaded' })).toBe(true)
    expect(at.runs('job')).toMatchObject([{ outcome: 'running' }])
  })
})
