import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runnable, type Scene, scene } from './run.ts'

const vault = { id: 'vault1id', name: 'lab' }
const item = { id: 'item1id', title: 'Forge Secrets', fields: { 'api-token': 'alpha', 'two words': 'beta' } }
const stamp = String.raw`\[ERROR\] \d{4}/\d\d/\d\d \d\d:\d\d:\d\d `

function session(name?: string): Scene {
  const at = scene()
  if (name !== undefined) at.give('op', { session: name, vaults: [{ ...vault, items: [item] }] })
  return at
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

describe.skipIf(!runnable)('op', () => {
  test.each([
    ['op://vault1id/item1id/api-token', 'alpha'],
    ['op://lab/Forge Secrets/api-token', 'alpha'],
    ['op://LAB/forge secrets/API-Token', 'alpha'],
    ['op://lab/Forge Secrets/section/two words', 'beta'],
  ])('reads %s', async (reference, value) => {
    expect(await session('signed-in').run('op', ['read', reference])).toEqual({ code: 0, out: value, err: '' })
  })

  const item1 = 'op://vault1id/item1id'

  test.each([
    [
      'op://other/item1id/x',
      'could not get item other/item1id: "other" isn\'t a vault in this account. Specify the vault with its ID or name.',
    ],
    [
      'op://vault1id/nope/x',
      'could not get item vault1id/nope: "nope" isn\'t an item in the "vault1id" vault. Specify the item with its UUID, name, or domain.',
    ],
    [`${item1}/nope`, "item 'vault1id/item1id' does not have a field 'nope'"],
  ])('refuses %s, as op 2.39 does', async (reference, words) => {
    const { code, out, err } = await session('signed-in').run('op', ['read', reference])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(new RegExp(`^${stamp}could not read secret '${reference}': ${escaped(words)}$`))
  })

  test.each([
    ['op://vault1id/item1id', "too few '/'"],
    ['op://a/b/c/d/e', "too many '/'"],
    ["op://some's/item/field", "invalid character in secret reference: '''"],
    ['op://a:b/item/field', "invalid character in secret reference: ':'"],
  ])('refuses %s, which is no reference', async (reference, words) => {
    const { code, err } = await session('signed-in').run('op', ['read', reference])
    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`^${stamp}invalid secret reference '${escaped(reference)}': ${escaped(words)}`))
  })

  test.each([
    ['signed-out', 'error initializing client: You are not currently signed in. Please run `op signin --help`'],
    ['locked', 'error initializing client: authorization timeout'],
    [undefined, 'error initializing client: '],
  ])('reads nothing from a vault that is %s', async (name, words) => {
    const { code, out, err } = await session(name).run('op', ['read', `${item1}/api-token`])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`could not read secret '${item1}/api-token': ${words}`)
    if (name === undefined) expect(err).toContain('No accounts configured for use with 1Password CLI.')
  })

  test('whoami tells a session of the command line; with the app it fails while read works', async () => {
    expect(await session('signed-in').run('op', ['whoami'])).toMatchObject({ code: 0 })
    for (const name of ['signed-out', 'app', undefined]) {
      const answer = await session(name).run('op', ['whoami'])
      expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('account is not signed in') })
    }
    expect(await session('app').run('op', ['read', `${item1}/api-token`])).toMatchObject({ code: 0, out: 'alpha' })
  })

  test('item get prints the item as JSON', async () => {
    const at = session('signed-in')
    const { code, out } = await at.run('op', ['item', 'get', 'item1id', '--vault', 'lab', '--format', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      id: 'item1id',
      title: 'Forge Secrets',
      vault,
      fields: [{ label: 'api-token', value: 'alpha', reference: 'op://lab/Forge Secrets/api-token' }, {}],
    })
    expect((await at.run('op', ['item', 'get', 'Forge Secrets', '--format', 'json'])).code).toBe(0)
  })

  test.each([
    [['nope', '--format', 'json'], '"nope" isn\'t an item. Specify the item with its UUID, name, or domain.'],
    [['nope', '--vault', 'lab', '--format', 'json'], '"nope" isn\'t an item in the "lab" vault.'],
    [['item1id', '--vault', 'x', '--format', 'json'], '"x" isn\'t a vault in this account.'],
  ])('item get refuses %j', async (args, words) => {
    const answer = await session('signed-in').run('op', ['item', 'get', ...args])
    expect(answer).toMatchObject({ code: 1, out: '', err: expect.stringContaining(words) })
  })

  test('item get reads nothing when nobody is signed in', async () => {
    const answer = await session('signed-out').run('op', ['item', 'get', 'item1id', '--format', 'json'])
    expect(answer).toMatchObject({ code: 1, out: '', err: expect.stringContaining('You are not currently signed in') })
  })

  test('inject replaces references, enclosed or not', async () => {
    const input = `a={{ ${item1}/api-token }}\nb=${item1}/api-token\n`
    const answer = await session('signed-in').run('op', ['inject'], { input })
    expect(answer).toEqual({ code: 0, out: 'a=alpha\nb=alpha', err: '' })
  })

  test('inject writes a file for its owner alone, and asks before it replaces one', async () => {
    const at = session('signed-in')
    const [source, target] = [join(at.folder, 'in'), join(at.folder, 'out')]
    writeFileSync(source, `x=${item1}/api-token\n`)
    expect(await at.run('op', ['inject', '-i', source, '-o', target])).toMatchObject({ code: 0 })
    expect(readFileSync(target, 'utf8')).toBe('x=alpha\n')
    expect(statSync(target).mode & 0o777).toBe(0o600)
    expect(await at.run('op', ['inject', '-i', source, '-o', target])).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot prompt for confirmation'),
    })
    expect(await at.run('op', ['inject', '-f', '-i', source, '-o', target])).toMatchObject({ code: 0 })
  })

  test('inject writes nothing when one reference is broken, a comment’s included', async () => {
    const at = session('signed-in')
    const target = join(at.folder, 'out')
    const input = `# see op://references\nx=${item1}/api-token\n`
    const answer = await at.run('op', ['inject', '-o', target], { input })
    expect(answer).toMatchObject({ code: 1, out: '', err: expect.stringContaining("too few '/'") })
    expect(existsSync(target)).toBe(false)
  })

  test('no value reaches the log of calls', async () => {
    const at = session('signed-in')
    await at.run('op', ['read', `${item1}/api-token`])
    expect(at.calls('op')).toEqual([{ tool: 'op', arguments: ['read', `${item1}/api-token`], exit: 0 }])
    expect(readFileSync(join(at.state, 'calls.jsonl'), 'utf8')).not.toContain('alpha')
  })

  test('what is not modelled is said', async () => {
    expect(await session('signed-in').run('op', ['item', 'create'])).toMatchObject({ code: 70 })
  })
})
