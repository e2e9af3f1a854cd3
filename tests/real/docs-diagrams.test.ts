/**
 * Every diagram of the documentation drawn once by Mermaid in Chromium, as a Quartz site does it. Set SCREENSHOTS to a
 * folder to look at them.
 */

import { join } from 'node:path'
import { present } from '@homelab/formats/present'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'
import { fencesIn, pagesIn } from '../support/pages.ts'
import { render } from '../support/render.ts'
import { root } from '../support/sources.ts'
import { findProgram, skipped } from './tools.ts'

interface Drawn {
  /** `flowchart-v2`, or `error` for Mermaid's bomb. */
  readonly role: string | null
  readonly labels: readonly string[]
  /** Pixels at full size. */
  readonly width: number
  readonly height: number
}

/** The browser's document, as far as it is used: the types of browsers are not among those of the sources. */
interface Drawing {
  readonly body: { innerHTML: string }
  querySelector(selector: 'svg'): {
    readonly viewBox: { readonly baseVal: { readonly width: number; readonly height: number } }
    getAttribute(name: string): string | null
  } | null
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string | null }>
}

interface Mermaid {
  initialize(options: object): void
  render(id: string, text: string): Promise<{ readonly svg: string }>
}

const executablePath = findProgram('chromium')
const diagrams = [blumeops, minilab].flatMap(estate =>
  fencesIn(pagesIn(render(estate).files), 'mermaid').map((fence, index) => ({
    ...fence,
    name: `${estate.name} ${fence.page} ${index + 1}`,
  })),
)

if (executablePath === undefined) test('diagrams', context => context.skip(skipped('chromium')))

describe.runIf(executablePath !== undefined)('Mermaid', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    // The sandbox wants rights that a container's root does not have; the page is our own.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    browser = await chromium.launch({ ...present({ executablePath }), args })
    page = await browser.newPage({ viewport: { width: 1600, height: 1200 } })
    await page.setContent('<body style="font-family: sans-serif"></body>')
    await page.addScriptTag({ path: join(root, 'node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js') })
  }, 60_000)

  afterAll(() => browser?.close())

  async function draw(text: string): Promise<Drawn> {
    return page.evaluate(async (source): Promise<Drawn> => {
      const { mermaid, document } = globalThis as unknown as { mermaid: Mermaid; document: Drawing }
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })
      const { svg } = await mermaid.render('drawing', source)
      document.body.innerHTML = svg
      const drawing = document.querySelector('svg')
      const box = drawing?.viewBox.baseVal
      const labels = [...document.querySelectorAll('.nodeLabel')].map(label => label.textContent ?? '')
      return {
        role: drawing?.getAttribute('aria-roledescription') ?? null,
        labels,
        width: box?.width ?? 0,
        height: box?.height ?? 0,
      }
    }, text)
  }

  test.each(diagrams)('draws $name', async ({ name, text }) => {
    const drawn = await draw(text)
    const folder = process.env['SCREENSHOTS']
    if (folder !== undefined) {
      const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.png`)
      await page.locator('svg').screenshot({ path })
    }
    expect(drawn.role).toBe('flowchart-v2')
    // Every label arrives as it was meant, entities and all.
    const meant = [...text.matchAll(/(?:\[|\(|\[\(|>)"([^"]*)"/g)].map(([, label = '']) =>
      label.replaceAll(/#(\d+);/g, (_, number) => String.fromCharCode(Number(number))),
    )
    expect(drawn.labels.toSorted()).toEqual(expect.arrayContaining(meant.toSorted()))
    // Wider, and nobody reads it in a column of text.
    expect(drawn.width).toBeLessThan(2000)
  })

  test('a diagram that is none is noticed', async () => {
    await expect(draw('flowchart LR\n  a[[[')).rejects.toThrow(/Parse error|Syntax error/)
  })
})
