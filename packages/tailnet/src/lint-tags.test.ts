import { expect, test } from 'vitest'
import { brief, run, sound } from '../tests/lints.ts'

test('that are carried or mentioned without an owner', () => {
  const change = {
    tagOwners: { 'tag:proxy': [], 'tag:web': [] },
    ssh: [{ action: 'accept' as const, src: ['tag:proxy'], dst: ['tag:NAS', 'tag:ghost'], users: ['root'] }],
  }
  expect(brief(run(change)).filter(text => !text.startsWith('dead-ssh'))).toEqual([
    'unowned-tag tag:ghost on  in ssh[0].dst',
    'unowned-tag tag:nas on nas in ssh[0].dst',
  ])
})

test('that are owned and carried by nothing', () => {
  const tagOwners = { ...sound.tagOwners, 'tag:idle': [], 'tag:lost': ['tag:idle'] }
  expect(brief(run({ tagOwners }))).toEqual(['unused-tag tag:idle in tagOwners.tag:lost', 'unused-tag tag:lost in '])
})

test('that a test speaks of and nothing carries', () => {
  const tagOwners = { ...sound.tagOwners, 'tag:idle': [] }
  const tests = [
    { src: 'tag:proxy', deny: ['tag:nas:22'] },
    { src: 'ada@example.com', accept: ['tag:nas:22', 'tag:idle:22'] },
  ]
  expect(brief(run({ tagOwners, tests }))).toEqual([
    'unused-tag tag:idle in tests[1].accept',
    'vacuous-test 1 tag:idle tests[1].accept',
  ])
})

test('that a test speaks of without an owner are not vacuous but unowned', () => {
  const tests = [{ src: 'tag:proxy', deny: ['tag:ghost:22'] }]
  expect(brief(run({ tests }))).toEqual(['unowned-tag tag:ghost on  in tests[0].deny'])
})
