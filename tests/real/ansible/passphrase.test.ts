/** The repository of the backups and its passphrase, with real borg, by the commands of the rendered guides. */
import { existsSync, readFileSync } from 'node:fs'
import blumeops from '@homelab/app-blumeops'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { render } from '../../support/render.ts'
import { python } from '../python.ts'
import { noStage, openRepositoryStage, type RepositoryStage, repository } from './backup-stage.ts'
import { type Said, user } from './mac.ts'

const tools = await python()
const missing = noStage(tools)
const file = `${user.home}/.borg/config.yaml`
const fresh = String.raw`new "pass\word" with $SIGNS and 'quotes'`
let stage: RepositoryStage

beforeAll(async () => {
  if (missing !== undefined || tools === undefined) return
  stage = await openRepositoryStage(tools)
  // `ssh [-t] TARGET TEXT`, on the host itself.
  stage.mac.write(`${user.home}/workstation/ssh`, '#!/bin/sh\n[ "$1" != -t ] || shift\nexec sh -c "$2"\n', 0o755)
})
afterAll(() => stage?.close())

/** The commands of a section of a guide, without those that follow another heading. */
function commands(guide: string, heading: string): readonly string[] {
  const text = render(blumeops).files.get(`docs/guides/${guide}.md`) ?? ''
  const [, section = ''] = new RegExp(`\\n#+ ${heading}\\n(.*?)(?=\\n##|$)`, 's').exec(text) ?? []
  return Array.from(section.matchAll(/```sh\n(.*?)```/gs), ([, block = '']) => block)
    .flatMap(block => block.split('\n'))
    .filter(line => line !== '' && !line.startsWith('#'))
}

function follow(line: string, input = ''): Promise<Said> {
  const env = { PATH: `${user.home}/workstation:/usr/bin:/bin`, TYPED: input }
  return stage.mac.run('sh', ['-c', `printf '%s' "$TYPED" | (${line})`], env)
}

/** Whether a passphrase opens the repository. */
async function opens(passphrase: string): Promise<boolean> {
  return (
    (await stage.mac.run('/opt/homebrew/bin/borg', ['list', repository], { BORG_PASSPHRASE: passphrase })).code === 0
  )
}

const saves = (): Promise<Said> => stage.mac.run(`${user.home}/.local/bin/borgmatic-run`, ['prune'])

describe.skipIf(missing !== undefined)(`the key of the backups${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('the guide for a new host makes the repository, and prints a key that opens it again', async () => {
    const [make = '', key = '', first = ''] = commands('bootstrap', 'The repository of Borgmatic')
    const made = await follow(make)
    expect(made.code, made.err).toBe(0)
    const exported = await follow(key)
    expect(exported.out).toMatch(/^BORG_KEY /)
    expect(first).toMatch(/borgmatic-run create'$/)
    // What a share that lost the key gets back.
    const config = stage.mac.at(`${repository}config`)
    stage.mac.write(`${repository}config`, readFileSync(config, 'utf8').replace(/^key = .*\n(\t.*\n)*/m, 'key =\n'))
    expect(await opens(stage.passphrase)).toBe(false)
    stage.mac.write(`${user.home}/key`, `${exported.out}\n`)
    expect((await stage.borg('key', 'import', repository, `${user.home}/key`)).code).toBe(0)
    expect(await opens(stage.passphrase)).toBe(true)
  })

  test('nothing typed changes nothing', async () => {
    const [type = '', swap = ''] = commands('rotate-a-secret', 'The passphrase of Borgmatic')
    await follow(type, '\n')
    expect((await follow(swap)).code).not.toBe(0)
    expect(await opens(stage.passphrase)).toBe(true)
    expect((await saves()).code).toBe(0)
  })

  test('after the guide to rotation backups go on, with the new passphrase alone', async () => {
    const steps = commands('rotate-a-secret', 'The passphrase of Borgmatic')
    expect(steps).toHaveLength(4)
    const [type = '', swap = '', look = '', key = ''] = steps
    await follow(type, `${fresh}\n`)
    expect(await opens(fresh)).toBe(false)
    for (const step of [swap, look, key]) {
      const { code, err } = await follow(step)
      expect(code, `${step}\n${err}`).toBe(0)
    }
    expect(await opens(fresh)).toBe(true)
    expect(await opens(stage.passphrase)).toBe(false)
    expect(readFileSync(stage.mac.at(file), 'utf8')).toBe(`${fresh}\n`)
    expect(existsSync(stage.mac.at(`${file}.new`))).toBe(false)
    expect((await stage.mac.run('stat', ['-c', '%a', file])).out).toBe('600')
    const run = await saves()
    expect(run.code, run.err).toBe(0)
  })
})
