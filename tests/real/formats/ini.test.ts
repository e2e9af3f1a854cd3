import { type IniSection, printIni } from '@homelab/formats'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { goReader, pythonReader } from './readers.ts'
import { line, members, number } from './trees.ts'

const value = fc.oneof(line, number, fc.boolean())
const keys = members(fc.stringMatching(/^[A-Z][A-Z0-9_.-]{0,8}$/), value)
const name = fc.oneof(
  fc.stringMatching(/^[a-z]{1,5}(\.[a-z-]{1,6}){0,2}$/),
  fc.stringMatching(/^[a-z]["#;=: `'/a-z]{0,6}[a-z"]$/).filter(each => !/\s;/.test(each)),
)
const tree = fc.record({ top: keys, sections: members(name, keys) })

const section = (of: IniSection) => Object.entries(of).map(([key, each]) => [key, String(each)])

test('go-ini reads back the keys and sections', context =>
  checkPrinter(context, {
    reader: goReader('ini'),
    trees: tree,
    print: ({ top, sections }) => printIni({ ...sections, ...top }, { header: 'From estate.ts.\n\nDo not edit.' }),
    expected: ({ top, sections }) => [
      ['DEFAULT', section(top)],
      ...Object.entries(sections).map(([each, of]) => [each, section(of)]),
    ],
  }))

const lines = fc
  .array(
    line.map(each => each.trim()),
    { minLength: 1, maxLength: 3 },
  )
  // What configparser would cut is refused, as unit tests show.
  .filter(each => each.every(one => !/^[#;]|\s;/.test(one) && (one !== '' || each.length === 1)))
  .map(each => each.join('\n'))
const python = members(name, members(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,8}$/), lines))

test('configparser reads back the sections', context =>
  checkPrinter(context, {
    reader: pythonReader('ini'),
    trees: python,
    print: sections => printIni(sections, { reader: 'configparser', header: 'From estate.ts.\n\nDo not edit.' }),
    expected: sections => sections,
  }))
