import { expect, test } from 'vitest'
import { brief, run, sound } from '../tests/lints.ts'
import type { Grant, SshRule } from './index.ts'

const rule = (src: string, dst: string, action: SshRule['action'] = 'accept'): SshRule => ({
  action,
  src: [src],
  dst: [dst],
  users: ['root'],
})
const dead = (rules: readonly SshRule[], grants: readonly Grant[] = sound.grants ?? []) =>
  brief(run({ ssh: rules, grants }).filter(({ code }) => code === 'dead-ssh-rule'))

test('that some grant lets in are said nothing of', () => {
  expect(dead([rule('autogroup:owner', 'tag:nas'), rule('ada@example.com', 'autogroup:self', 'check')])).toEqual([])
})

test('between ends that nothing carries', () => {
  expect(dead([rule('tag:idle', 'tag:nas'), rule('autogroup:owner', 'tag:idle')])).toEqual([
    'dead-ssh-rule 0 pair',
    'dead-ssh-rule 1 pair',
  ])
})

test('of users that are not in the tailnet', () => {
  expect(dead([rule('autogroup:auditor', 'tag:nas'), rule('ghost@example.com', 'autogroup:self')])).toEqual([
    'dead-ssh-rule 0 pair',
    'dead-ssh-rule 1 pair',
  ])
})

test('that are wrong in themselves are said once', () => {
  expect(brief(run({ ssh: [rule('tag:proxy', 'tag:nas', 'check')] }))).toEqual(['policy-problem ssh[0].src tag:proxy'])
})

test('without a grant for port 22', () => {
  const other: Grant = { src: ['autogroup:owner'], dst: ['*'], ip: ['tcp:443', 'udp:22'] }
  expect(dead([rule('autogroup:owner', 'tag:nas'), rule('tag:proxy', 'tag:nas')], [other])).toEqual([
    'dead-ssh-rule 0 network',
    'dead-ssh-rule 1 network',
  ])
  expect(dead([rule('autogroup:owner', 'tag:nas')], [{ ...other, ip: ['20-22'] }])).toEqual([])
})

test('to a Service: nobody logs in there', () => {
  expect(dead([rule('autogroup:owner', 'tag:web')])).toEqual(['dead-ssh-rule 0 pair'])
})
