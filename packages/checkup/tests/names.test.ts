import dns from 'node:dns/promises'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, expect, test, vi } from 'vitest'
import { askHttp } from '../src/run/http.ts'
import { askTcp } from '../src/run/tcp.ts'
import { answering } from './asking.ts'

const resolver = { answers: {} as Readonly<Record<string, string>>, asked: [] as string[] }

async function lookup(name: string): Promise<object> {
  resolver.asked.push(name)
  const address = resolver.answers[name]
  if (address !== undefined) return [{ address, family: 4 }]
  throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
}

// The module under test may be loaded already, by another file: what is replaced is the function, not the module.
const spy = vi.spyOn(dns, 'lookup').mockImplementation(lookup as never)
syncBuiltinESMExports()
afterAll(() => {
  spy.mockRestore()
  syncBuiltinESMExports()
})

const names = ['server.lab.ts.example', 'wiki.lab.ts.example']
const tailnet = { names, holds: (address: string) => address.startsWith('100.64.') }

function ask(url: string, answers: Readonly<Record<string, string>>) {
  resolver.answers = answers
  resolver.asked = []
  return askHttp({ kind: 'http', url }, answering({ options: { tailnet } }))
}

const outside = { state: 'unknown', detail: 'cannot be asked from here: this machine is not in the tailnet' }
const absent = { state: 'down', detail: 'the name does not exist' }

test('a name of the tailnet is down where another name of it has an address', async () => {
  expect(await ask('https://wiki.lab.ts.example/', { 'server.lab.ts.example': '100.64.0.1' })).toEqual(absent)
})

test('where none has one, this machine cannot ask, which is not fine', async () => {
  expect(await ask('https://wiki.lab.ts.example/', { 'wiki.example.org': '192.0.2.1' })).toEqual(outside)
  expect(resolver.asked.toSorted()).toEqual(['server.lab.ts.example', 'wiki.lab.ts.example'])
})

test('a name of another domain that leads into the tailnet cannot be asked from outside of it either', async () => {
  const leads = { 'wiki.ops.example.org': '100.64.0.1' }
  expect(await ask('https://wiki.ops.example.org/', leads)).toEqual(outside)
  const inside = { ...leads, 'server.lab.ts.example': '100.64.0.1' }
  expect((await ask('https://wiki.ops.example.org/', inside)).detail).not.toBe(outside.detail)
})

test('an estate without a tailnet may have such addresses', async () => {
  resolver.answers = { 'wiki.example.org': '100.64.0.1' }
  const asking = answering({ options: { tailnet: { ...tailnet, names: [] } } })
  expect((await askHttp({ kind: 'http', url: 'https://wiki.example.org/' }, asking)).detail).not.toBe(outside.detail)
})

test('of other domains a name that does not exist is down, wherever this machine is', async () => {
  expect(await ask('https://gone.example.org/', {})).toEqual(absent)
  expect(await ask('https://gone.lab.ts.example/', {})).toEqual(absent)
})

test('of several questions each name is looked up once', async () => {
  resolver.answers = {}
  resolver.asked = []
  const asking = answering({ options: { tailnet } })
  const answers = await Promise.all(names.map(host => askTcp({ kind: 'tcp', host, port: 22 }, asking)))
  expect(answers.map(({ state }) => state)).toEqual(['unknown', 'unknown'])
  expect(resolver.asked).toHaveLength(2)
})
