import { expect, test } from 'vitest'
import { brief, run } from '../tests/lints.ts'
import type { Policy } from './index.ts'

test('that are mentioned and not there', () => {
  const change: Policy = {
    acls: [
      {
        action: 'accept',
        src: ['group:ghost', 'ghost@example.com', 'ghost-host'],
        dst: ['svc:ghost:443'],
        reason: 'r',
      },
    ],
    groups: { 'group:media': ['gone@example.com'] },
    tests: [{ src: 'group:media', accept: ['svc:ghost:443'] }],
  }
  expect(brief(run(change)).filter(text => !text.startsWith('dead'))).toEqual([
    'undefined-group group:ghost in acls[0].src',
    'undefined-host ghost-host in acls[0].src',
    'unknown-user gone@example.com in groups.group:media',
    'unknown-user ghost@example.com in acls[0].src',
    'unknown-service svc:ghost in acls[0].dst,tests[0].accept',
  ])
})

test('that are there and not mentioned', () => {
  const change = { groups: { 'group:media': ['ada@example.com'] }, hosts: { old: '192.0.2.1' } }
  expect(brief(run(change))).toEqual(['unused-group group:media', 'unused-host old'])
})

test('that an SSH test or an auto-approver mentions count as used', () => {
  const change: Policy = {
    groups: { 'group:media': ['ada@example.com'] },
    hosts: { box: '100.64.0.3' },
    autoApprovers: { exitNode: ['group:media'] },
    sshTests: [{ src: 'ada@example.com', dst: ['box'], deny: ['root'] }],
  }
  expect(brief(run(change))).toEqual([])
})
