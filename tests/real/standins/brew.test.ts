import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runnable, type Scene, scene } from './run.ts'

function stocked(): Scene {
  const at = scene()
  at.give('brew', {
    prefix: join(at.folder, 'brew'),
    applications: join(at.folder, 'Applications'),
    formulae: {
      forge: {
        version: '14.0.1',
        bins: ['forge'],
        service: { arguments: ['$PREFIX/opt/forge/bin/forge', 'web'], log: '$PREFIX/var/log/forge.log' },
      },
      jq: { version: '1.8.1', bins: ['jq'] },
      minikube: { version: '1.37.0', bins: ['minikube'] },
      once: { version: '1', bins: ['once'], service: { arguments: ['$PREFIX/bin/once'], keepAlive: false } },
    },
    casks: { player: { version: '10.11', app: 'Player.app', files: { 'Contents/MacOS/player': '#!/bin/sh\n' } } },
  })
  return at
}

describe.skipIf(!runnable)('brew', () => {
  const label = 'homebrew.mxcl.forge'
  const started = { code: 0, out: `==> Successfully started \`forge\` (label: ${label})`, err: '' }

  test('installs a formula with its programs; a second time it only says so', async () => {
    const at = stocked()
    expect(await at.run('brew', ['install', 'jq'])).toEqual({ code: 0, out: '==> Installing jq', err: '' })
    expect(existsSync(join(at.folder, 'brew/bin/jq'))).toBe(true)
    expect(existsSync(join(at.folder, 'brew/opt/jq/bin/jq'))).toBe(true)
    const again = await at.run('brew', ['install', 'jq'])
    expect(again).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^Warning: jq 1.8.1 is already installed/),
    })
    expect((await at.run('brew', ['list'])).out).toBe('jq')
    expect((await at.run('brew', ['list', '--versions', 'jq'])).out).toBe('jq 1.8.1')
  })

  test('a program that has a stand-in is that stand-in', async () => {
    const at = stocked()
    await at.run('brew', ['install', 'minikube'])
    expect(await at.run(join(at.folder, 'brew/bin/minikube'), ['status'])).toMatchObject({ code: 85 })
  })

  test('installs a cask into the applications', async () => {
    const at = stocked()
    expect(await at.run('brew', ['install', '--cask', 'player'])).toMatchObject({ code: 0 })
    expect(existsSync(join(at.folder, 'Applications/Player.app/Contents/MacOS/player'))).toBe(true)
    expect((await at.run('brew', ['install', '--cask', 'player'])).err).toContain(
      'the latest version is already installed',
    )
    expect(await at.run('brew', ['list', '--cask', 'player'])).toMatchObject({ code: 0 })
  })

  test.each([
    [['install', 'nope'], 'Error: No formulae or casks found for nope.'],
    [['install', '--cask', 'nope'], "Error: Cask 'nope' is unavailable: No Cask with this name exists."],
    [['list', 'jq'], 'Error: No such keg: '],
    [['list', '--versions', 'jq'], ''],
    [['list', '--cask', 'player'], "Error: Cask 'player' is not installed."],
    [['info', '--json=v2', 'nope'], 'Error: No available formula or cask with the name "nope".'],
    [['--prefix', 'nope'], 'Error: No available formula with the name "nope".'],
    [['services', 'start', 'nope'], 'Error: No available formula with the name "nope".'],
    [['services', 'start', 'forge'], 'Error: Formula `forge` is not installed.'],
    [['services', 'restart', 'forge'], 'Error: Formula `forge` is not installed.'],
    [['services', 'start'], 'Error: Invalid usage: Formula(e) missing'],
  ])('refuses %j', async (args, words) => {
    const { code, err } = await stocked().run('brew', args)
    expect(code).toBe(1)
    expect(err).toContain(words)
  })

  test('refuses the service of a formula that has none', async () => {
    const at = stocked()
    await at.run('brew', ['install', 'jq'])
    const { code, err } = await at.run('brew', ['services', 'start', 'jq'])
    expect(code).toBe(1)
    expect(err).toContain('Formula `jq` has not implemented #plist, #service or provided a locatable service file.')
  })

  test('refuses root, but for services', async () => {
    const at = stocked()
    const answer = await at.run('brew', ['install', 'jq'], { env: { STANDIN_UID: '0' } })
    expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('as root is extremely dangerous') })
  })

  test('prefixes', async () => {
    const at = stocked()
    expect((await at.run('brew', ['--prefix'])).out).toBe(join(at.folder, 'brew'))
    expect((await at.run('brew', ['--prefix', 'jq'])).out).toBe(join(at.folder, 'brew/opt/jq'))
  })

  test('starts a service as a job of launchd; of a running one it says so', async () => {
    const at = stocked()
    await at.run('brew', ['install', 'forge'])
    expect(await at.run('brew', ['services', 'start', 'forge'])).toEqual(started)
    expect(at.runs(label)).toMatchObject([{ outcome: 'running' }])
    expect(readFileSync(join(at.home, `Library/LaunchAgents/${label}.plist`), 'utf8')).toContain('forge.log')
    expect((await at.run('launchctl', ['list', label])).out).toContain('"PID" = ')
    expect(await at.run('brew', ['services', 'start', 'forge'])).toEqual({
      code: 0,
      out: 'Service `forge` already started, use `brew services restart forge` to restart.',
      err: '',
    })
    expect(at.runs(label)).toHaveLength(1)
  })

  test('restart restarts; stop removes the job and its file, and warns when there is none', async () => {
    const at = stocked()
    await at.run('brew', ['install', 'forge'])
    expect(await at.run('brew', ['services', 'restart', 'forge'])).toEqual(started)
    expect((await at.run('brew', ['services', 'restart', 'forge'])).out).toContain('==> Successfully stopped `forge`')
    expect(at.runs(label)).toHaveLength(2)
    expect(await at.run('brew', ['services', 'stop', 'forge'])).toMatchObject({ code: 0, err: '' })
    expect(existsSync(join(at.home, `Library/LaunchAgents/${label}.plist`))).toBe(false)
    expect(await at.run('brew', ['services', 'stop', 'forge'])).toEqual({
      code: 0,
      out: '',
      err: 'Warning: Service `forge` is not started.',
    })
  })

  test('a service that has ended is not started again: launchd has it already', async () => {
    const at = stocked()
    await at.run('brew', ['install', 'once'])
    await at.run('brew', ['services', 'start', 'once'])
    const { code, err } = await at.run('brew', ['services', 'start', 'once'])
    expect(code).toBe(1)
    expect(err).toContain('Bootstrap failed: 5: Input/output error')
    expect(err).toMatch(/Error: Failure while executing; `.*bootstrap gui\/501 .*` exited with 5\./)
  })

  test('lists services, for people and as JSON', async () => {
    const at = stocked()
    await at.run('brew', ['install', 'forge', 'jq', 'once'])
    await at.run('brew', ['services', 'start', 'forge'])
    const rows = JSON.parse((await at.run('brew', ['services', 'list', '--json'])).out)
    expect(rows).toMatchObject([
      { name: 'forge', status: 'started', exit_code: 0 },
      { name: 'once', status: 'none', user: null, exit_code: null },
    ])
    expect(Object.keys(rows[0])).toEqual(['name', 'status', 'user', 'file', 'exit_code'])
    expect((await at.run('brew', ['services', 'list'])).out).toMatch(/^Name +Status +User +File\nforge +started /)
    const [info] = JSON.parse((await at.run('brew', ['services', 'info', 'forge', '--json'])).out)
    expect(info).toMatchObject({ running: true, loaded: true, pid: expect.any(Number), status: 'started' })
  })

  test('what is not modelled is said', async () => {
    expect(await stocked().run('brew', ['tap', 'x/y'])).toMatchObject({ code: 70 })
  })
})
