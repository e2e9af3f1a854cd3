import { describe, expect, test } from 'vitest'
import { assemble } from '../src/assemble.ts'

function tree(...targets: readonly (readonly [string, ...(readonly string[])])[]) {
  const { files, findings } = assemble(
    targets.map(([target, ...paths]) => ({
      target,
      files: paths.map(path => ({ path, content: 'x\n', sources: [`apps/lab/${target}.ts`] })),
    })),
  )
  return { files: files.map(({ path }) => path), findings }
}

describe('collecting', () => {
  test('gives all files in the order of their code units', () => {
    expect(tree(['b', 'z', 'a-b', 'Ä'], ['a', 'a/B', 'a/a']).files).toEqual(['a-b', 'a/B', 'a/a', 'z', 'Ä'])
  })

  test.each([
    [['one', 'x/a'], ['two', 'x/a'], 'both render it'],
    [['one', 'x/a', 'x/a'], ['two'], 'renders it twice'],
    [['one', 'x/a'], ['two', 'x/A'], 'differ only by case'],
    [['one', 'x/caf\u00e9'], ['two', 'x/cafe\u0301'], 'differ only by case'],
    [['one', 'x'], ['two', 'x/a'], 'as a file and as a folder'],
    [['one', 'x/a/b'], ['two', 'X/a'], 'as a file and as a folder'],
    [['one', 'x/a'], ['two', 'X/b'], 'a folder that differs only by case'],
  ] as const)('finds %j beside %j', (one, two, how) => {
    const { files, findings } = tree(one, two)
    expect(files).toHaveLength(1)
    expect(findings.map(({ code }) => code)).toEqual(['duplicate-path'])
    expect(findings[0]?.problem).toContain(how)
    expect(findings[0]?.problem).toContain('one (apps/lab/one.ts)')
  })

  test('names both sources of one path', () => {
    expect(tree(['one', 'x'], ['two', 'x']).findings).toEqual([
      {
        code: 'duplicate-path',
        where: { subject: 'x', file: 'apps/lab/two.ts' },
        problem: 'one (apps/lab/one.ts) and two (apps/lab/two.ts) both render it',
        fix: 'rename what gives one of them its name, or let one projection render it',
      },
    ])
  })

  test.each([
    '',
    '/etc/passwd',
    'C:/x',
    '../x',
    'a/../x',
    'a/./x',
    'a//x',
    'a/',
    'a\\x',
    'a\nx',
    'a/.git/hooks/post-checkout',
    '.synth/staged/1',
    '.Synth.json',
    `a/${'ü'.repeat(128)}`,
  ])('refuses the path %j', path => {
    const { files, findings } = tree(['one', path, 'fine'])
    expect(files).toEqual(['fine'])
    expect(findings.map(({ code, where, got }) => [code, where.subject, got])).toEqual([
      ['invalid-path', 'one', JSON.stringify(path)],
    ])
  })
})
