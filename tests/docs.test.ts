import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import hut from './fixtures/hut/apps/hut/estate.ts'
import { configMapsIn } from './support/objects.ts'
import { codeIn, fencesIn, linksIn, pagesIn, withoutCode } from './support/pages.ts'
import { render } from './support/render.ts'
import { root } from './support/sources.ts'

const estates = [blumeops, minilab].map(estate => ({ name: estate.name, estate, files: render(estate).files }))

describe.each(estates)('the pages of $name', ({ estate, files }) => {
  const pages = pagesIn(files)

  test('there is one for each service', () => {
    const services = estate.services.map(({ name }) => `services/${name}`)
    expect(new Set([...pages.keys()].filter(path => path.startsWith('services/')))).toEqual(new Set(services))
    expect(pages.size).toBeGreaterThan(services.length + 10)
  })

  test('no link is dead, and each leads to one page', () => {
    const names = Map.groupBy(pages.keys(), path => path.slice(path.lastIndexOf('/') + 1))
    const found = [...pages].flatMap(([page, text]) => linksIn(text).map(target => ({ page, target })))
    const dead = found.filter(({ target }) =>
      target.includes('/') ? !pages.has(target) : names.get(target)?.length !== 1,
    )
    expect(found.length).toBeGreaterThan(50)
    expect(dead).toEqual([])
  })

  test('lines are picked as Loki reads it: by labels with values, whether or not pods have one of their own', () => {
    const picked = [...pages].flatMap(([page, text]) =>
      codeIn(text)
        .filter(each => /^\{\w+="/.test(each))
        .map(each => ({ page, each })),
    )
    expect(picked.length).toBeGreaterThan(10)
    expect(picked.filter(({ each }) => !/^\{\w+="[^"]+"(, \w+="[^"]+")*\}$/.test(each))).toEqual([])
  })

  test('every page is linked from the index', () => {
    const linked = new Set(linksIn(pages.get('index') ?? ''))
    const missing = [...pages.keys()].filter(
      path => path !== 'index' && !linked.has(path) && !linked.has(path.slice(path.lastIndexOf('/') + 1)),
    )
    expect(missing).toEqual([])
  })

  test('front matter is read by another parser, and names the source', () => {
    for (const [page, text] of pages) {
      const [, head = ''] = /^---\n([\s\S]*?)^---\n\n/m.exec(text) ?? []
      expect(parse(head), page).toEqual({ title: expect.any(String), tags: expect.any(Array) })
      const [, sources = ''] =
        /^# Rendered from (.*); do not edit: change the source and run synth\.$/m.exec(head) ?? []
      for (const source of sources.replace(' and the services that it lists', '').split(', '))
        expect(existsSync(join(root, source)), `${page}: ${source}`).toBe(true)
    }
  })

  test('files and folders that they cite exist', () => {
    const rendered = estate.clusters[0]?.source.rendered ?? 'dist'
    // Items of a vault may look like paths.
    const items = new Set(estate.vaults.flatMap(vault => Object.keys(vault.items)))
    const cited = [...pages].flatMap(([page, text]) =>
      codeIn(text).flatMap(code => {
        const [path] = code.match(/^(?:apps|packages|ansible-gen|tests|docs|dist|rendered)\/[\w./-]+$/) ?? []
        return path === undefined || items.has(path) || /NAME/.test(path) ? [] : [{ page, path }]
      }),
    )
    const exists = (path: string): boolean => {
      const inside = path.startsWith(`${rendered}/`) ? path.slice(rendered.length + 1).replace(/\/$/, '') : undefined
      if (inside === undefined) return existsSync(join(root, path))
      return [...files.keys()].some(file => file === inside || file.startsWith(`${inside}/`))
    }
    expect(cited.length).toBeGreaterThan(10)
    expect(cited.filter(({ path }) => !exists(path))).toEqual([])
  })

  test('they hold no HTML and no comment that a reader would see', () => {
    const wrong = [...pages].flatMap(
      ([page, text]) =>
        withoutCode(text)
          .match(/(?<!\\)<\/?[a-z!]|%%/gi)
          ?.map(found => `${page}: ${found}`) ?? [],
    )
    expect(wrong).toEqual([])
  })

  test('every diagram has nodes', () => {
    const diagrams = fencesIn(pages, 'mermaid')
    expect(diagrams.length).toBeGreaterThanOrEqual(estate.name === 'minilab' ? 3 : 5)
    for (const { page, text } of diagrams) expect(text, page).toMatch(/^flowchart (LR|TB)\n {2}/)
  })
})

test('an estate without a tailnet and without a public proxy has no page about them', () => {
  const pages = pagesIn(render(hut).files)
  expect([...pages.keys()].filter(path => /tailnet|public|expose|shut-off/.test(path))).toEqual([])
  const words = [...pages].flatMap(
    ([page, text]) => text.match(/tailnet|tailscale|funnel|fly\.io/gi)?.map(word => `${page}: ${word}`) ?? [],
  )
  expect(words).toEqual([])
})

test('every alert links to a page that exists', () => {
  const { files } = render(blumeops)
  const texts = configMapsIn(files).flatMap(({ data }) => Object.values(data))
  const linked = texts.flatMap(text =>
    [...text.matchAll(/"runbook_url": "https?:\/\/[^/\s]+\/([^"]+)"/g)].map(([, path = '']) => path),
  )
  expect(linked.length).toBeGreaterThan(20)
  expect([...new Set(linked)].filter(path => !files.has(`docs/${path}.md`))).toEqual([])
})
