/** Each change of the year: its files laid over those of the estate before it. */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { Sources } from '@homelab/synth/causes'
import type { Revision } from '@homelab/synth/diff'
import { structuredPatch } from 'diff'
import { rendered } from '../changes/cottage.ts'
import { croftSources, croftTrial } from '../support/lab-sources.ts'
import type { YearChange } from './change.ts'

export interface NamedChange extends YearChange {
  readonly name: string
}

const folder = join(import.meta.dirname, 'changes')

/** As the year went. */
export const changes: readonly NamedChange[] = await Promise.all(
  globSync('*/change.ts', { cwd: folder })
    .toSorted()
    .map(async path => {
      const { default: change } = (await import(join(folder, path))) as { readonly default: YearChange }
      return { name: basename(dirname(path)), ...change }
    }),
)

/** The sources before a change: the base, or what the change before it made of that. */
export function before({ upon }: YearChange): Sources {
  if (upon === undefined) return croftSources
  const found = changes.find(({ name }) => name === upon)
  if (found === undefined) throw new Error(`no change is called ${upon}`)
  return after(found)
}

export function after(change: NamedChange): Sources {
  const sources = new Map(before(change))
  for (const path of change.without ?? []) {
    if (!sources.delete(inEstate(path))) throw new Error(`there is no ${path} to go`)
  }
  const own = join(folder, change.name, 'croft')
  for (const path of globSync('**/*.ts', { cwd: own }).toSorted())
    sources.set(inEstate(path.replaceAll(sep, '/')), readFileSync(join(own, path), 'utf8'))
  return sources
}

const top = 'apps/croft/'

function inEstate(path: string): string {
  return `${top}${path}`
}

/** Lines that came and went, by file, as `git diff --numstat` counts them. */
export function countedLines(
  was: ReadonlyMap<string, string>,
  is: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly [added: number, removed: number]> {
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter(path => was.get(path) !== is.get(path))
  return new Map(
    paths.toSorted().map(path => {
      const { hunks } = structuredPatch(path, path, was.get(path) ?? '', is.get(path) ?? '', '', '', { context: 0 })
      const lines = hunks.flatMap(hunk => hunk.lines)
      const count = (sign: string): number => lines.filter(line => line.startsWith(sign)).length
      return [path.replace(top, ''), [count('+'), count('-')]] as const
    }),
  )
}

const known = new Map<Sources, Promise<Revision>>()
const ofChange = new Map<string | undefined, Sources>()

/** What a change leads to, or of none the base, rendered once. */
export function revisionAfter(change: NamedChange | undefined): Promise<Revision> {
  const sources = ofChange.get(change?.name) ?? (change === undefined ? croftSources : after(change))
  ofChange.set(change?.name, sources)
  const found = known.get(sources) ?? run(change?.name ?? 'before', sources)
  known.set(sources, found)
  return found
}

export function revisionBefore({ upon }: YearChange): Promise<Revision> {
  return revisionAfter(changes.find(({ name }) => name === upon))
}

async function run(title: string, sources: Sources): Promise<Revision> {
  const outcome = await croftTrial.run(sources)
  if ('failed' in outcome) throw new Error(`${title}: ${outcome.failed}`)
  const findings = [...outcome.findings]
  if (findings.length > 0) throw new Error(`${title} has findings:\n${findings.join('\n')}`)
  return rendered(title, sources, outcome.files)
}

export function textsOf({ rendered: tree }: Revision): ReadonlyMap<string, string> {
  return new Map([...tree].map(([path, { text }]) => [path, text]))
}
