/** Runs that must leave alone: jobs of others, and everything where a secret is missing. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failures, fresh, playable, without } from './playing.ts'
import type { Scratch } from './scratch.ts'

describe.skipIf(!playable)('what no role knows any more', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await fresh()
  })
  afterAll(() => at.remove())

  test('jobs of services that were removed or have dropped their last one go, slow ones too', async () => {
    const gone = ['mcquack.eblume.caddy', 'mcquack.eblume.zot-metrics', 'mcquack.eblume.macos-power-metrics']
    const lists = [
      `${at.home}/Library/LaunchAgents/mcquack.eblume.zot-metrics.plist`,
      `${at.home}/Library/LaunchAgents/mcquack.eblume.caddy.plist`,
      `${at.root}/Library/LaunchDaemons/mcquack.eblume.macos-power-metrics.plist`,
    ]
    await at.play(['--tags', 'alloy,zot_metrics,caddy'])
    // No other job is touched, whoever made it.
    const foreign = join(at.home, 'Library/LaunchAgents/foreign.plist')
    writeFileSync(foreign, '<!-- A job of another -->')
    expect(lists.map(path => existsSync(path))).toEqual([true, true, true])
    at.give('launchctl', { lingers: 2 })
    const started = at.calls('launchctl').length
    at.render(without(['caddy'], gone.slice(1)))
    // What has no tag runs whenever all roles do.
    const run = await at.play(['--tags', 'untagged'])
    expect(run.code, failures(run)).toBe(0)
    expect(lists.map(path => existsSync(path))).toEqual([false, false, false])
    expect(existsSync(foreign)).toBe(true)
    const calls = at.calls('launchctl').slice(started)
    const words = calls.map(call => call.arguments.join(' '))
    expect(words.filter(call => call.startsWith('unload')).toSorted()).toEqual(
      lists.map(path => `unload ${path}`).toSorted(),
    )
    // Asked before whether a run goes on, and afterwards until it is gone.
    const unloaded = words.indexOf(`unload ${at.home}/Library/LaunchAgents/mcquack.eblume.caddy.plist`)
    const asked = (calls: readonly string[]): number =>
      calls.filter(call => call === 'list mcquack.eblume.caddy').length
    expect([asked(words.slice(0, unloaded)), asked(words.slice(unloaded))]).toEqual([1, 3])
    const again = await at.play(['--tags', 'untagged'])
    expect(again.changed).toEqual([])
  })
})

describe.skipIf(!playable)('without a secret nothing is changed', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await fresh()
  })
  afterAll(() => at.remove())

  async function refused(env: Readonly<Record<string, string>> = {}): Promise<string> {
    const before = at.tree()
    const run = await at.play([], undefined, env)
    expect(run.code).toBe(2)
    expect(run.changed).toEqual([])
    expect(at.tree()).toEqual(before)
    expect(at.runs()).toEqual([])
    return (
      run.tasks.find(task => task.failed && task.message !== '' && /gave no field/.test(task.message))?.message ?? ''
    )
  }

  test('a field that is absent', async () => {
    const op = join(at.state, 'op.json')
    const whole = readFileSync(op, 'utf8')
    writeFileSync(op, whole.replace('"pat":', '"other":'))
    expect(await refused()).toMatch(
      /^1Password gave no field "pat" of item "Gandi token":\n.*does not have a field 'pat'\n.*op:\/\/\w+\/mco6ka3dc3rmw7zkg2dhia5d2m\/pat/,
    )
    writeFileSync(op, whole)
  })

  test('a vault that is locked', async () => {
    const op = join(at.state, 'op.json')
    const whole = readFileSync(op, 'utf8')
    writeFileSync(op, whole.replace('"signed-in"', '"locked"'))
    expect(await refused()).toMatch(/"db-password" of item "borgmatic":\n.*authorization timeout/)
    writeFileSync(op, whole)
  })

  test('no op on this machine', async () => {
    expect(await refused({ PATH: '/usr/bin:/bin' })).toMatch(
      /"borgmatic":\n.+\n.*\nIs op installed on this machine \(https:\S+\), and /,
    )
  })
})
