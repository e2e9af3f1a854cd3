/** The reference of the vocabulary: a line a word, made of the docstrings of what authors import. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Member, type Word, wordsOf } from './words.ts'

/** An entry that the files of an estate import, with what its words are about. */
export interface Entry {
  readonly name: string
  readonly source: string
  readonly about: string
}

export const entries: readonly Entry[] = [
  { name: '@homelab/estate', source: 'packages/estate/src/index.ts', about: 'What every estate says.' },
  { name: '@homelab/kubernetes', source: 'packages/kubernetes/src/index.ts', about: 'What runs in a cluster.' },
  { name: '@homelab/ansible-gen', source: 'ansible-gen/src/index.ts', about: 'What runs on hosts and at the edge.' },
  { name: '@homelab/observability', source: 'packages/observability/src/index.ts', about: 'What is seen of it.' },
  {
    name: '@homelab/services',
    source: 'packages/services/src/index.ts',
    about: 'What many homelabs have, ready-made.',
  },
  { name: '@homelab/secrets', source: 'packages/secrets/src/index.ts', about: 'Where secrets are kept.' },
]

/** Where the page lies. */
export const page = 'docs/reference.md'

/**
 * The page's text.
 *
 * @param kept the page as it is: an example that still holds stays, so that a new service changes no line of it
 */
export function printReference(root: string, kept = ''): string {
  const uses = usesIn(root)
  const sections = entries.flatMap(({ name, source, about }) => {
    const all = wordsOf(root, source)
    const words = all.filter(({ kind, name }) => kind === 'word' && (uses.has(name) || !forParts.test(name)))
    const rows = words.map(word => [
      `[\`${word.name}\`](../${word.source})`,
      cell(word.says),
      exampleOf(word.name, uses, kept),
    ])
    const types = typesOf(words, all).filter(({ members }) => members.some(({ says }) => says !== undefined))
    return [
      `## ${name}`,
      about,
      table(['word', 'what it is', 'used in'], rows),
      ...types.map(type => [`### ${type.name}`, type.says?.split('\n')[0] ?? '', membersOf(type)].join('\n\n')),
    ]
  })
  const head = [
    '# Words of an estate',
    'Written by `mise run reference` from the docstrings of what the files of `apps/` import. A `?` may be left out.',
  ]
  return `${[...head, ...sections].filter(part => part !== '').join('\n\n')}\n`
}

/** What only those need who write a part. */
const forParts = /^is[A-Z]|(Part|Slot)s?$|^standard/

/** The types of what the words take, and of what is in them. */
function typesOf(words: readonly Word[], all: readonly Word[]): readonly Word[] {
  const types = new Map(all.filter(({ kind }) => kind === 'type').map(type => [type.name, type]))
  const found = new Set<string>()
  const visit = (word: Word): void => {
    for (const name of word.mentions) {
      const type = types.get(name)
      if (type === undefined || found.has(name)) continue
      found.add(name)
      visit(type)
    }
  }
  for (const word of words) visit(word)
  return [...types.values()].filter(({ name }) => found.has(name))
}

function membersOf({ members }: Word): string {
  const row = ({ name, optional, says }: Member): readonly string[] => [`\`${name}${optional ? '?' : ''}\``, cell(says)]
  return table(['property', ''], members.map(row))
}

/** The first sentences, as one cell. */
function cell(says: string | undefined): string {
  return (says ?? '').split('\n').join(' ').replaceAll('|', '\\|')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The files of estates by the words that they import; the small estate first, that of tests where `apps` uses a word nowhere. */
function usesIn(root: string): ReadonlyMap<string, readonly string[]> {
  const apps = readdirSync(join(root, 'apps')).map(name => `apps/${name}`)
  // The smallest one first: it shows a word with the least beside it.
  const folders = [...apps.filter(each => each === 'apps/minilab'), ...apps.filter(each => each !== 'apps/minilab')]
  const files = [
    ...folders,
    'tests/fixtures/shelf',
    'tests/fixtures/workshop',
    'tests/fixtures/logins',
    'tests/fixtures/hut',
    'tests/fixtures/porch',
  ].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts') && !path.includes('node_modules'))
      .toSorted()
      .map(path => `${folder}/${path}`),
  )
  const uses = new Map<string, string[]>()
  for (const path of files) {
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, names = ''] of text.matchAll(/^import (?:type )?\{([^}]*)\} from '@homelab\/[^']+'/gm))
      for (const name of names.split(',').map(each =>
        each
          .trim()
          .replace(/^type /, '')
          .replace(/ as .*/, ''),
      ))
        if (name !== '') uses.set(name, [...(uses.get(name) ?? []), path])
  }
  return uses
}

function exampleOf(name: string, uses: ReadonlyMap<string, readonly string[]>, kept: string): string {
  const all = uses.get(name) ?? []
  const before = kept.split('\n').find(line => line.startsWith(`| [\`${name}\`]`))
  const path = all.find(each => before?.endsWith(`(../${each}) |`)) ?? all[0]
  return path === undefined ? '' : `[${path.replace(/^(?:apps|tests\/fixtures)\//, '')}](../${path})`
}
