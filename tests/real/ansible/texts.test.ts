/** Texts of an estate stay texts: nothing of them runs on the operator's machine, and they come out as they were written. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import blumeops from '@homelab/app-blumeops'
import minilab from '@homelab/app-minilab'
import { type ResolvedWithWorkloads, resolvedOf } from '@homelab/estate/model'
import { afterAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { deploy } from './deploy.ts'
import { filled } from './payload.ts'
import { type Scratch, scratch } from './scratch.ts'

const tools = await python()
const expression = '{{ 7*7 }}{{ lookup("pipe", "touch canary") }}{% if 1 %}seven{% endif %}{# gone #}'
const payload = ` <${expression}>`
/** As long as the other, and in the same need of quotes, but nothing that Jinja knows. */
const plain = payload.replaceAll('{', '(').replaceAll('}', ')')

/** What must be there while files are written: fields of the vault, users of the host. */
const given = /(?:^|\.)(?:vault|item|itemId|field|owner\.user)$|^vaults\./

const estates = { indri: resolvedOf(blumeops), nuc: resolvedOf(minilab) }

describe.skipIf(tools === undefined).each(Object.entries(estates))('texts of the estate of %s', (host, resolved) => {
  const hostile = filled(resolved, payload)
  const scenes: Scratch[] = []
  afterAll(() => Promise.all(scenes.map(each => each.remove())))

  async function scene(of: ResolvedWithWorkloads): Promise<Scratch> {
    if (tools === undefined) throw new Error('no Python')
    const at = await scratch(tools, of)
    scenes.push(at)
    return at
  }

  test('most kinds of text take it', () => {
    const free = ['title', 'services.*.title', 'services.*.summary', 'services.*.workload.requires.*.how']
    expect(hostile.kinds).toEqual(expect.arrayContaining([...free, 'services.*.workload.programs.*.program.*']))
  })

  test('a check of the playbook, its lists and the inventory evaluate nothing', async () => {
    const at = await scene(hostile.resolved)
    // A task that fails must not keep those after it from being looked at.
    const playbook = join(at.project(), 'playbooks', `${host}.yml`)
    const text = readFileSync(playbook, 'utf8')
    writeFileSync(playbook, text.replace(/^( {2}gather_facts: false)$/m, '$1\n  ignore_errors: true'))
    const said: string[] = []
    for (const options of [['--list-tasks'], ['--check', '--diff']])
      said.push((await at.play(options, `playbooks/${host}.yml`)).output)
    said.push(await at.ask('ansible-inventory', '--list'))
    for (const output of said) expect(output).not.toMatch(/<49|seven>/)
    expect(said[0]).toContain(`of ${resolved.title}${payload}`)
    expect(said[1]?.length).toBeGreaterThan(10_000)
    expect(canaries(at.folder)).toEqual([])
  })

  test('files arrive as they were written', async () => {
    if (tools === undefined) return
    const secret = (item: string, field: string): string => `${item}/${field}`
    const told = async (of: ResolvedWithWorkloads): Promise<ReadonlyMap<string, string>> => {
      const { files, remove } = await deploy(tools, of, host, secret)
      remove()
      return new Map([...files].map(([path, { text }]) => [path, text]))
    }
    const [written, expected] = [
      await told(filled(resolved, payload, given).resolved),
      await told(filled(resolved, plain, given).resolved),
    ]
    expect(written.size).toBeGreaterThan(2)
    expect([...written].map(([path, text]) => [unbraced(path), unbraced(text)])).toEqual(
      [...expected].map(([path, text]) => [unbraced(path), unbraced(text)]),
    )
    expect([...written.values()].join('\n')).toContain('{{ 7*7 }}')
  })
})

/** Braces as the plain payload has them; in the name of a mount's unit they are escaped: systemd-escape(1). */
function unbraced(text: string): string {
  const plainly = { '{': '(', '}': ')', '\\x7b': '\\x28', '\\x7d': '\\x29' }
  return Object.entries(plainly).reduce((said, [brace, bracket]) => said.replaceAll(brace, bracket), text)
}

function canaries(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('canary'))
}
