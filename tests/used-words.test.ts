/** Every word has a use that is rendered: one without has no example, and nothing shows that it works. */
import blumeops from '@homelab/app-blumeops'
import minilab from '@homelab/app-minilab'
import { expect, test } from 'vitest'
import { entries, kindOf, printReference } from '../tools/reference/page.ts'
import { wordsOf } from '../tools/reference/words.ts'
import { root } from './support/sources.ts'

test('the estates that are here, those of tests, and what is ready-made use every word of an estate', () => {
  const rows = printReference(root).matchAll(/^\| \[`(\w+)`\]\(\S+\) \| .* \| (.*) \|$/gm)
  const uses = new Map([...rows].map(([, name, use = '']) => [name, use]))
  for (const { name } of [blumeops, minilab])
    expect([...uses.values()].some(use => use.includes(`apps/${name}/`))).toBe(true)
  const words = entries.flatMap(({ source }) => wordsOf(root, source).filter(word => kindOf(word) === 'words'))
  expect(words.flatMap(({ name }) => (uses.get(name) === '' ? name : []))).toEqual([])
})
