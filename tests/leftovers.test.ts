import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import annex from './fixtures/annex/estate.ts'
import harbour from './fixtures/harbour/apps/harbour/estate.ts'
import porch from './fixtures/porch/estate.ts'
import shelf from './fixtures/shelf/estate.ts'
import workshop from './fixtures/workshop/estate.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

/** Words of systems that only some estates have, and whether one has them. */
const systems: readonly {
  readonly words: RegExp
  readonly isThere: (estate: ReturnType<typeof resolvedOnce>) => boolean
}[] = [
  {
    words: /\b(?:Macs?|macOS|LaunchAgents?|LaunchDaemons?|launchd|launchctl|darwin|Homebrew|brew)\b/,
    isThere: ({ hosts }) => hosts.some(({ platform }) => platform === 'macos'),
  },
  {
    // Headers by which a proxy would say who asks are taken away, whoever would.
    words: /\b(?:[Tt]ailscale|[Tt]ailnet)\b(?!-(?:User|App|Headers)-)/,
    isThere: ({ domains }) => domains.some(({ kind }) => kind === 'tailnet'),
  },
  {
    words: /\b1Password\b|\bop (?:read|item|run|inject)\b/,
    isThere: ({ vaults }) => vaults.some(({ store }) => store?.kind === 'onepassword'),
  },
  {
    words: /\bFly\.io\b|\bflyctl\b/,
    isThere: ({ services }) => services.some(({ runs }) => JSON.stringify(runs).includes('fly')),
  },
  {
    words: /\bArgo ?CD\b|\bargocd\b/,
    isThere: ({ clusters }) => clusters.some(({ delivery }) => delivery?.kind === 'argocd'),
  },
  { words: /\bfacts sheet\b/, isThere: ({ differences }) => differences.length > 0 },
  // Where a fact was found: of the first estate alone.
  { words: /\b[Ff]acts [A-Z]\d+\b|[Bb]lumeops/, isThere: ({ name }) => name === 'blumeops' },
]

const estates = { annex, minilab, harbour, porch, shelf, workshop }

test.each(Object.entries(estates))('%s: no word of a system that it does not have', (_, estate) => {
  const resolved = resolvedOnce(estate)
  const refused = systems.filter(({ isThere }) => !isThere(resolved))
  expect(refused.length).toBeGreaterThan(2)
  const found = [...render(estate).files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) =>
      refused.flatMap(({ words }) => {
        const [word] = words.exec(line) ?? []
        return word === undefined ? [] : [`${path}:${index + 1}: ${word}: ${line.trim().slice(0, 120)}`]
      }),
    ),
  )
  expect(found).toEqual([])
})

test.each(Object.entries(estates))('%s: no page that says nothing', (_, estate) => {
  const pages = [...render(estate).files].filter(([path]) => path.startsWith('docs/') && path.endsWith('.md'))
  expect(pages.length).toBeGreaterThan(10)
  const said = pages.map(([path, text]) => [path, text.split('\n').filter(isSaying).length] as const)
  expect(said.filter(([, lines]) => lines === 0)).toEqual([])
})

/** Front matter, headings and rules of tables say nothing by themselves. */
function isSaying(line: string): boolean {
  return !/^(?:---|\w+:.*|#.*|\s*|[|\s:-]+)$/.test(line)
}

test('the first estate has all of them: no word is refused in vain', () => {
  const resolved = resolvedOnce(blumeops)
  const all = [...render(blumeops).files.values()].join('\n')
  expect(systems.map(({ isThere, words }) => isThere(resolved) && words.test(all))).toEqual(systems.map(() => true))
})
