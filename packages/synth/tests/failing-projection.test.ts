import { estate, external, host, type Opened, opened, type Projection, service } from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { Refusal } from '@homelab/formats/refuse'
import { describe, expect, test } from 'vitest'
import { renderEstate, renderTargets, type Watch } from '../src/render.ts'
import { lab, names, run, writeEstate } from './lab.ts'

const failing: Projection = { target: 'moon', render: () => names.render(undefined as never) }
/** Finds something that the estate accepts, or not. */
const doubting: Projection = {
  target: 'doubt',
  render: () => ({
    files: [],
    claims: [],
    findings: [{ code: 'unpinned-image', where: { subject: 'wiki' }, problem: 'it moves', fix: 'pin it' }],
  }),
}

/** An estate of one service, and nobody who follows. */
function labAlone(name: string, summary = 'x'): { whole: Opened; watch: Watch } {
  const box = host('box', { platform: 'linux', role: 'x' })
  const meta = { url: 'file:///repo/apps/lab/estate.ts' }
  const services = [service(meta, name, { title: name, summary, ports: {}, workload: external(box) })]
  const rest = { ...emptyEstate, title: 'Lab' }
  const whole = opened(estate(meta, 'lab', { ...rest, hosts: [box], services }))
  return { whole, watch: { now: () => 0, before: () => {} } }
}

function check(root: string, ...projections: readonly Projection[]) {
  return run(root, ['check', '--estate', 'lab'], { projections: async () => projections })
}

describe('a projection that throws', () => {
  test('is a fault of the program where nothing is wrong with the estate', async () => {
    const { code, out, err } = await check(lab('wiki'), failing, names)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/^error: the projection to moon failed: .*; this is a fault of the program, .*\n$/)
    expect(err).not.toContain('    at ')
  })

  test('hides no finding: neither of the estate nor of other projections', async () => {
    const root = lab('wiki')
    writeEstate(root, ['wiki', 'wiki'])
    const { code, out, err } = await check(root, doubting, failing)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toContain('repeated-element wiki.services [apps/lab/estate.ts:7:16]: ')
    expect(out).toContain('unpinned-image wiki [apps/lab/services/wiki.ts:3:19]: ')
    expect(out).toMatch(/^2 findings; moon could not be rendered, and may have more$/m)
    expect(out).not.toContain('unclaimed-workload')
  })

  test('is a fault of the program where all findings are accepted', async () => {
    const root = lab('wiki')
    writeEstate(root, ['wiki'], "accepts: [{ code: 'unpinned-image', subject: 'wiki', reason: 'next week' }],")
    expect((await check(root, doubting, names)).code).toBe(0)
    expect((await check(root, doubting, failing)).code).toBe(3)
  })

  test('does not make an acceptance of what it would have found stale', async () => {
    const root = lab('wiki')
    writeEstate(root, ['wiki', 'wiki'], "accepts: [{ code: 'invalid-name', subject: 'moon', reason: 'x' }],")
    expect((await check(root, names)).out).toContain('stale-acceptance')
    expect((await check(root, failing)).out).not.toContain('stale-acceptance')
  })

  test("loses its own files, and no other target's", () => {
    const { whole, watch } = labAlone('wiki')
    const { files, stopped } = renderTargets(whole, [names, failing], [], watch)
    expect(files.map(({ path }) => path)).toEqual(['names/wiki.txt'])
    expect(stopped).toEqual(['moon'])
    // And says so where a finding is open, of which it may be a consequence.
    const doubted = renderEstate(whole, [failing, doubting, names], [], watch)
    expect(doubted.files.map(({ path }) => path)).toEqual(['names/wiki.txt'])
    expect(doubted.stopped).toEqual(['moon'])
  })

  test('keeps synth from writing', async () => {
    const root = lab('wiki')
    writeEstate(root, ['wiki', 'wiki'])
    const words = ['synth', '--estate', 'lab', '--out', `${root}/dist`]
    const { code, out } = await run(root, words, { projections: async () => [names, failing] })
    expect(code).toBe(1)
    expect(out).toMatch(/dist\/ is left as it was$/m)
  })
})

describe('a text that its format has no way to say', () => {
  const refused = (text: string | undefined, summary: string, name = 'wiki') => {
    const { whole, watch } = labAlone(name, summary)
    const printer: Projection = {
      target: 'moon',
      render: () => {
        throw new Refusal('moonscript', 'line 3', 'it can’t be said', text)
      },
    }
    const { findings, stopped } = renderTargets(whole, [printer, printer], [], watch)
    expect(stopped).toEqual(['moon', 'moon'])
    return findings.map(({ code, where: { subject, path } }) => [code, subject, path].join(' '))
  }

  test.each([
    ['is told where it stands', 'go %(home)s', 'go %(home)s', 'wiki summary'],
    ['where it is a part of what is stated', '%(home)s', 'go %(home)s', 'wiki summary'],
    ['where it is made of several, at the longest', 'wiki: go home; linux', 'go home', 'wiki summary'],
    ['of the estate, where nothing states it', 'made up', 'x', 'estate moon'],
    ['of the estate, where it is no text', undefined, 'x', 'estate moon'],
  ])('%s', (_, text, summary, where) => {
    expect(refused(text, summary)).toEqual([`refused-text ${where}`])
  })

  test('is told once, where the name is no name either', () => {
    expect(refused('a\nb', 'x', 'a\nb').filter(each => each.startsWith('refused-text'))).toEqual([])
  })
})
