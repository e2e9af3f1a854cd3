import type { SshRule, SshTest } from '../../src/index.ts'
import { type Case, cases, policyDoc } from './case.ts'
import { open, order, own, rule } from './ssh-policy.ts'

const tests = (name: string, cite: string, rules: readonly SshRule[], test: SshTest, ...answer: readonly string[]) =>
  cases([name, cite, { ...open, ssh: rules, sshTests: [test] }, { ask: 'ssh tests' }, answer])

/** The policy's own tests of SSH. */
export const sshTestCases: readonly Case[] = [
  tests('accept is without a check', policyDoc('accept'), [rule('accept', 'autogroup:member', 'tag:web', 'root')], {
    src: 'cal@example.com',
    dst: ['tag:web'],
    accept: ['root'],
  }),
  tests(
    'a check is no plain accept',
    policyDoc('accept'),
    [rule('check', 'autogroup:member', 'tag:web', 'root')],
    { src: 'cal@example.com', dst: ['tag:web'], accept: ['root'] },
    'accept root@tag:web',
  ),
  tests('check is with a check', policyDoc('check'), [rule('check', 'autogroup:member', 'tag:web', 'root')], {
    src: 'cal@example.com',
    dst: ['tag:web'],
    check: ['root'],
  }),
  tests(
    'deny is under no circumstances',
    policyDoc('deny'),
    [rule('check', 'autogroup:member', 'tag:web', 'root')],
    { src: 'cal@example.com', dst: ['tag:web'], deny: ['root', 'deploy'] },
    'deny root@tag:web',
  ),
  tests(
    'a check wins over an accept, whatever the order',
    order,
    [rule('accept', 'cal@example.com', 'tag:web', 'root'), rule('check', 'group:ops', 'tag:web', 'root')],
    { src: 'cal@example.com', dst: ['tag:web'], check: ['root'] },
  ),
  tests(
    'nonroot is every login but root',
    policyDoc('users'),
    [rule('accept', 'autogroup:member', 'tag:web', 'autogroup:nonroot')],
    { src: 'cal@example.com', dst: ['tag:web'], accept: ['deploy'], deny: ['root'] },
  ),
  tests('a login is that login alone', policyDoc('users'), [rule('accept', 'autogroup:member', 'tag:web', 'deploy')], {
    src: 'cal@example.com',
    dst: ['tag:web'],
    accept: ['deploy'],
    deny: ['ubuntu'],
  }),
  tests(
    'every destination is judged',
    policyDoc('dst-2'),
    [rule('accept', 'autogroup:member', 'tag:web', 'root')],
    { src: 'cal@example.com', dst: ['tag:web', 'tag:db'], accept: ['root'] },
    'accept root@tag:db',
  ),
  tests('one’s own devices', policyDoc('dst-2'), [own], {
    src: 'cal@example.com',
    dst: ['autogroup:self'],
    check: ['deploy'],
    deny: ['root'],
  }),
  tests('a tag as source', policyDoc('src-3'), [rule('accept', 'tag:proxy', 'tag:web', 'root')], {
    src: 'tag:proxy',
    dst: ['tag:web'],
    accept: ['root'],
  }),
  tests('SSH tests ask for SSH rules alone', policyDoc('ssh-tests'), [], {
    src: 'tag:proxy',
    dst: ['tag:web'],
    deny: ['root'],
  }),
  tests(
    'a test that asserts nothing fails',
    policyDoc('ssh-tests'),
    [],
    { src: 'tag:proxy', dst: ['tag:web'] },
    'invalid',
  ),
  tests(
    'an unknown destination fails',
    policyDoc('ssh-tests'),
    [],
    { src: 'tag:proxy', dst: ['tag:phantom'], deny: ['root'] },
    'invalid tag:phantom',
  ),
  tests('one’s own devices, for every member of a group', policyDoc('dst-2'), [own], {
    src: 'group:both',
    dst: ['autogroup:self'],
    check: ['deploy'],
  }),
].flat()
