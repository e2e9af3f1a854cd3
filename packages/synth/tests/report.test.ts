import type { Finding } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { type Paint, painter, progressOn } from '../src/cli/context.ts'
import { formatDiff } from '../src/diff-text.ts'
import type { Difference } from '../src/differences.ts'
import { reportFindings } from '../src/findings-report.ts'
import { formatTable, tableRows } from '../src/table.ts'
import { file } from './out-folder.ts'

const OPEN: Finding = {
  code: 'invalid-port',
  where: { subject: 'wiki', path: 'ports.http', file: 'apps/lab/services/wiki.ts' },
  problem: 'no such port',
  got: '0',
  fix: 'choose one',
}
const ACCEPTED: Finding = { ...OPEN, code: 'unpinned-image', accepted: 'pinned next week' }

const plain: Paint = (_, text) => text

describe('the report of findings', () => {
  test('groups them by file, the open ones first, and counts', () => {
    const other: Finding = {
      code: 'foreign-file',
      where: { subject: 'a/b.yaml' },
      problem: 'in the way',
      fix: 'move it',
    }
    expect(reportFindings([ACCEPTED, other, OPEN], plain)).toMatchInlineSnapshot(`
      "a/b.yaml
        foreign-file a/b.yaml: in the way; move it

      apps/lab/services/wiki.ts
        invalid-port wiki.ports.http: no such port (got 0); choose one

      2 findings, 1 accepted (\`mise run check --accepted\` lists them)
      "
    `)
  })

  test('names the line where it is known, as editors open it', () => {
    const placed = { ...OPEN, where: { ...OPEN.where, line: 12, column: 7 } }
    expect(reportFindings([placed], (_, text) => text)).toContain(
      '  invalid-port wiki.ports.http [apps/lab/services/wiki.ts:12:7]: no such port',
    )
  })

  test('lists what is accepted below it where it is asked to', () => {
    expect(reportFindings([ACCEPTED, OPEN], plain, { accepted: true })).toBe(
      [
        'apps/lab/services/wiki.ts',
        '  invalid-port wiki.ports.http: no such port (got 0); choose one',
        '  unpinned-image wiki.ports.http: no such port (got 0); accepted: pinned next week',
        '',
        '1 finding, 1 accepted',
        '',
      ].join('\n'),
    )
  })

  test('shows files with open findings last', () => {
    const elsewhere = { ...ACCEPTED, where: { subject: 'search', file: 'apps/lab/services/search.ts' } }
    const lines = reportFindings([OPEN, elsewhere], plain, { accepted: true }).split('\n')
    expect(lines.filter(line => line.startsWith('apps/'))).toEqual([
      'apps/lab/services/search.ts',
      'apps/lab/services/wiki.ts',
    ])
  })

  test('dims what is accepted', () => {
    const dimmed = reportFindings([ACCEPTED], (style, text) => `<${style}>${text}</>`, { accepted: true })
    expect(dimmed).toContain(
      '  <dim>unpinned-image wiki.ports.http: no such port (got 0); accepted: pinned next week</>\n',
    )
  })

  test('says so where there are none', () => {
    expect(reportFindings([], (_, text) => text)).toBe('no findings\n')
  })
})

describe('the table', () => {
  test('has a row a target, also for one that has only removed files, and a total', () => {
    const rows = tableRows(
      {
        writes: [{ why: 'new', file: file('a', '', { objects: 2 }) }],
        unchanged: [file('b', ''), file('c', '', { target: 'caddy' })],
        removals: [{ path: 'd', target: 'old', mode: '0644', sha256: [''] }],
      },
      [
        { target: 'kubernetes', milliseconds: 1234.5 },
        { target: 'caddy', milliseconds: 0.4 },
      ],
    )
    expect(formatTable(rows)).toMatchInlineSnapshot(`
      "target      files  written  unchanged  removed  objects    ms
      kubernetes      2        1          1        0        2  1235
      caddy           1        0          1        0        0     0
      old             0        0          0        1        0     0
      total           3        1          2        1        2  1235
      "
    `)
  })
})

describe('the diff', () => {
  const lines = (count: number, word: string): string =>
    Array.from({ length: count }, (_, n) => `${word} ${n}\n`).join('')
  const missing = (path: string, count: number): Difference => ({
    path,
    what: 'missing',
    there: '',
    rendered: lines(count, 'x'),
  })

  test('shows three lines around a change', () => {
    const there = lines(20, 'x')
    const changed = formatDiff([{ path: 'a', what: 'changed', there, rendered: there.replace('x 9', 'y 9') }], 'dist')
    expect(changed.split('\n')).toHaveLength(12)
  })

  test('is cut in a long file, and counts the rest', () => {
    const text = formatDiff([missing('a', 1000)], 'dist')
    expect(text.split('\n')).toHaveLength(42)
    expect(text).toContain('... 963 more lines\n')
  })

  test('is cut after many files, which are named, then counted', () => {
    const text = formatDiff(
      Array.from({ length: 100 }, (_, n) => missing(`f${n}`, 100)),
      'dist',
    )
    expect(text).toContain('dist/f5: missing\n')
    expect(text).toContain('dist/f44: missing\n... and 55 more files\n')
  })

  test('does not take long over two files that share nothing', () => {
    const text = formatDiff(
      [{ path: 'a', what: 'changed', there: lines(9000, 'x'), rendered: lines(9000, 'y') }],
      'dist',
    )
    expect(text).toContain('more than 2000 lines differ')
  })
})

describe('colours and progress', () => {
  const terminal = { isTTY: true, write: () => {} }

  test('colours appear on a terminal only, and never with NO_COLOR', () => {
    expect(painter(terminal, {})('red', 'x')).toBe('\u001b[31mx\u001b[39m')
    expect(painter(terminal, { NO_COLOR: '1' })('red', 'x')).toBe('x')
    expect(painter({ write: () => {} }, {})('red', 'x')).toBe('x')
  })

  test('progress appears after a second, ten times a second, and is cleared', () => {
    let time = 0
    let text = ''
    const stream = { isTTY: true, write: (more: string) => (text += more) }
    const progress = progressOn(stream, () => time)
    for (; time < 1200; time += 10) progress.show('at it')
    expect(text).toBe('\r\u001b[Kat it'.repeat(2))
    progress.clear()
    expect(text.endsWith('\r\u001b[K')).toBe(true)
  })

  test('progress stays away from what is no terminal', () => {
    let time = 0
    let text = ''
    const progress = progressOn({ write: more => (text += more) }, () => (time += 5000))
    progress.show('at it')
    progress.clear()
    expect(text).toBe('')
  })
})
