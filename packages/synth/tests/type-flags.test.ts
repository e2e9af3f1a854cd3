import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flags } from '../src/types/flags.ts'

/** A matter of tidiness, which the linter says; and what only the repository's own tests need. */
const leftOut = ['allowUnreachableCode', 'allowUnusedLabels', 'noUnusedLocals', 'noUnusedParameters']

test('estates are checked as strictly as the packages', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'tsconfig.json'), 'utf8')
  const { compilerOptions } = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''))
  const expected = Object.entries<unknown>(compilerOptions)
    .filter(([name]) => !leftOut.includes(name))
    .flatMap(([name, value]) => [`--${name}`, ...(value === true ? [] : [String(value)])])
  const own = ['--ignoreConfig', '--pretty', 'false', '--locale', 'en', '--checkers', '1', '--allowJs', '--checkJs']
  expect([...flags].toSorted()).toEqual([...expected, ...own].toSorted())
})
