/** Every rendered Alloy configuration in Alloy's own parser, and each reference in it leads to a component that is there. */
import { expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { twoClusters } from '../../support/two-clusters.ts'
import { goReader } from '../formats/readers.ts'

/** By where they lie: files of their own (Ansible's variables stand inside of texts), and keys of ConfigMaps. */
const configurations = new Map([blumeops, twoClusters].flatMap(estate => [...configurationsIn(render(estate).files)]))

function configurationsIn(files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [
    ...[...files].filter(([path]) => /\.alloy(\.j2)?$/.test(path)),
    ...objectsIn(files).flatMap(({ kind, path, ...object }) =>
      kind !== 'ConfigMap'
        ? []
        : Object.entries((object as unknown as { data: Record<string, string> }).data)
            .filter(([key]) => key.endsWith('.alloy'))
            .map(([key, text]): [string, string] => [`${path} ${key}`, text]),
    ),
  ]
}

test('Alloy’s parser accepts every configuration, formatted as `alloy fmt` leaves it', async context => {
  const read = goReader('alloy')
  if (read === undefined) return context.skip('the parser is missing')
  expect(configurations.size).toBe(5)
  const results = await read([...configurations.values()])
  for (const [index, [where, text]] of [...configurations].entries()) {
    const result = results[index]
    expect(result?.error, where).toBeUndefined()
    expect(result?.formatted, where).toBe(text)
    expect(dangling(result?.tree), where).toEqual([])
  }
})

interface Block {
  readonly block: string
  readonly label: string
}

/** References to components that the file does not have. */
function dangling(tree: unknown): string[] {
  const components = new Set((tree as Block[]).map(({ block, label }) => `${block}.${label}`))
  return referencesIn(tree).filter(path => ![...components].some(component => path.startsWith(`${component}.`)))
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  if ('ref' in value && typeof value.ref === 'string') return [value.ref]
  return Object.values(value).flatMap(referencesIn)
}
