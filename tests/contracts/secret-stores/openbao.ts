import type { OpenBao } from '@homelab/secrets'
import type { Asked, StoreClient } from '../store-client.ts'

/** https://openbao.org/docs/commands/kv/get/, …/patch/: flags as Go's `flag` reads them, paths as `command/kv_helpers.go`. */
export const client: StoreClient = {
  program: 'bao',
  asked: ([, kv, verb, ...words]) => {
    if (kv !== 'kv') return undefined
    return verb === 'get' ? got(words) : verb === 'patch' ? patched(words) : undefined
  },
  mistakes: [
    ['bao kv get -mount=nowhere -field=other app', '-field=other app'],
    ['bao auth enable -path=other kubernetes', 'other'],
    ['bao write auth/other/config kubernetes_host=x', 'other'],
    ['bao write auth/kubernetes/role/other policies=x', 'other'],
  ],
  vaultNames: ({ name, store }) => [(store as OpenBao).mount ?? name],
  isSame: (one, other) => one === other,
}

interface Read {
  readonly flags: ReadonlyMap<string, string>
  readonly rest: readonly string[]
}

/** Flags end at the first word that is none. */
function flagsOf(words: readonly string[]): Read {
  const first = words.findIndex(word => !word.startsWith('-') || word === '-')
  const end = first === -1 ? words.length : first
  const flags = words.slice(0, end).map((word): [string, string] => {
    const [name = '', ...value] = word.replace(/^--?/, '').split('=')
    return [name, value.join('=')]
  })
  return { flags: new Map(flags), rest: words.slice(end) }
}

function got(words: readonly string[]): Asked | undefined {
  const { flags, rest } = flagsOf(words)
  const [vault, field] = [flags.get('mount'), flags.get('field')]
  const [item] = rest
  if (rest.length !== 1 || item === undefined || vault === undefined || field === undefined || field === '')
    return undefined
  return { vault, item: path(item), field }
}

/** `KEY=-` reads standard input; `@FILE` a file. */
function patched(words: readonly string[]): Asked | undefined {
  const { flags, rest } = flagsOf(words)
  const [item, pair = '', ...more] = rest
  const vault = flags.get('mount')
  const [field = '', ...value] = pair.split('=')
  if (item === undefined || vault === undefined || more.length > 0 || pair.startsWith('@') || value.join('=') !== '-')
    return undefined
  return { vault, item: path(item), field }
}

/** What the server is asked for: the ends are cut, and steps upward are gone. */
function path(text: string): string {
  const names: string[] = []
  for (const name of text.trim().split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names.join('/')
}
