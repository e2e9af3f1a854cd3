/** Every block of commands in the documentation, read by shellcheck, a page as one script. */
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'
import harbour from '../fixtures/harbour/apps/harbour/estate.ts'
import { fencesIn, pagesIn } from '../support/pages.ts'
import { render } from '../support/render.ts'
import { python } from './python.ts'

const tools = await python()
const blocks = [blumeops, minilab, harbour].flatMap(estate =>
  fencesIn(pagesIn(render(estate).files), 'sh').map(fence => ({ ...fence, name: `${estate.name} ${fence.page}` })),
)
const scripts = [...Map.groupBy(blocks, ({ name }) => name)].map(([name, all]) => ({
  name,
  script: all.map(({ text }) => text).join('\n'),
}))

describe.skipIf(tools === undefined)('shellcheck', () => {
  test('reads every command of every page', async () => {
    expect(scripts.length).toBeGreaterThan(40)
    const found: { name: string; said: string }[] = []
    for (const { name, script } of scripts) {
      const said = await check(script)
      if (said !== '') found.push({ name, said })
    }
    expect(found).toEqual([])
  })

  test('notices a word that is left open', async () => {
    expect(await check("echo 'open\n")).toMatch(/SC1\d+/)
  })
})

async function check(script: string): Promise<string> {
  const words = [
    '--shell=bash',
    // What the reader sets is assigned nowhere, and put in on this side of ssh; what the other host puts in stands between
    // single quotes on purpose.
    '--exclude=SC2154,SC2029,SC2016',
    '--format=gcc',
    '-',
  ]
  const { stdout } = await execa(tools?.program('shellcheck') ?? '', words, { input: script, reject: false })
  return stdout
}
