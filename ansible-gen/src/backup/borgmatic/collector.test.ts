import { describe, expect, test } from 'vitest'
import { borgmaticCollector } from './collector.ts'
import { recordingHooks } from './recorder.ts'

test('each action is recorded when it ends well and when it fails', () => {
  expect(recordingHooks("/home/some one's/record", ['create', 'check'])).toEqual([
    {
      after: 'action',
      when: ['create'],
      states: ['finish'],
      run: [String.raw`'/home/some one'\''s/record' create finish`],
    },
    {
      after: 'action',
      when: ['create'],
      states: ['fail'],
      run: [String.raw`'/home/some one'\''s/record' create fail`],
    },
    {
      after: 'action',
      when: ['check'],
      states: ['finish'],
      run: [String.raw`'/home/some one'\''s/record' check finish`],
    },
    { after: 'action', when: ['check'], states: ['fail'], run: [String.raw`'/home/some one'\''s/record' check fail`] },
  ])
})

describe('refuses', () => {
  test.each([
    ['without a label', { label: '', pathPrefix: '/a' }],
    ['for everything', { label: 'all', pathPrefix: '/' }],
    ['with a tab', { label: 'a\tb', pathPrefix: '/a' }],
    ['with a line feed', { label: 'a', pathPrefix: '/a\nb' }],
  ])('a source group %s', (_, group) => {
    const props = {
      ...{ marker: [], output: '/x', borg: '/borg', jq: '/jq', repository: '/r', label: 'r', passCommand: 'p' },
      ...{ records: '/records', actions: [], timeoutSeconds: 1, lockWaitSeconds: 1, groups: [group] },
    }
    expect(() => borgmaticCollector(props)).toThrow('a group of sources')
  })
})
