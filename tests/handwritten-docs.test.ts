import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { codeIn } from './support/pages.ts'
import { render } from './support/render.ts'
import { root } from './support/sources.ts'

const written = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.md'))
  .map(path => ({ path: `docs/${path}`, text: readFileSync(join(root, 'docs', path), 'utf8') }))

const rendered = [...render(blumeops).files.keys()].map(path => `dist/${path}`)

function exists(path: string): boolean {
  const whole = path.replace(/\/$/, '')
  return existsSync(join(root, whole)) || rendered.some(file => file === whole || file.startsWith(`${whole}/`))
}

test.each(written)('$path cites files that exist', ({ path, text }) => {
  const cited = codeIn(text).filter(code => /^(?:apps|packages|ansible-gen|tests|docs|tools)\/[\w./-]*$/.test(code))
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) =>
    join(dirname(path), target),
  )
  expect(cited.length + linked.length).toBeGreaterThan(0)
  expect([...cited, ...linked].filter(each => !exists(each))).toEqual([])
})

test('every decision is in the list, in order', () => {
  const files = readdirSync(join(root, 'docs/decisions')).toSorted()
  const list = readFileSync(join(root, 'docs/README.md'), 'utf8')
  const listed = [...list.matchAll(/\]\(decisions\/(.+?)\)/g)].map(([, file]) => file)
  expect(listed).toEqual(files)
  const numbers = files.map(file => Number(file.slice(0, 4)))
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
})
