import { describe, expect, test } from 'vitest'
import { borgmaticCollector } from './collector.ts'
import { recorderScript, recordingHooks } from './recorder.ts'

const marker = ['Managed; do not edit.', 'Rendered from services/example.ts']
const textfiles = '/var/textfile'

describe('the whole text of', () => {
  test('borgmatic', async () => {
    const script = borgmaticCollector({
      marker,
      output: `${textfiles}/borgmatic.prom`,
      borg: '/opt/bin/borg',
      jq: '/opt/bin/jq',
      repository: '/backups/borg/',
      label: 'nas',
      passCommand: 'cat /home/someone/passphrase',
      groups: [
        { label: 'Documents', pathPrefix: '/home/someone/Documents' },
        { label: 'Notes', pathPrefix: '/home/someone/notes/' },
      ],
      records: '/home/someone/.local/state/borgmatic-runs',
      actions: ['create', 'check', 'restore-test'],
      timeoutSeconds: 900,
      lockWaitSeconds: 600,
    })
    await expect(script).toMatchFileSnapshot('snapshots/borgmatic.sh')
  })

  test('the recorder', async () => {
    const script = recorderScript({ marker, records: '/home/someone/.local/state/borgmatic-runs' })
    await expect(script).toMatchFileSnapshot('snapshots/record.sh')
  })
})

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
    expect(() => borgmaticCollector(props)).toThrow('unfit source group')
  })
})
