import { expect, test } from 'vitest'
import { example } from '../tests/conformance/example.ts'
import { type Policy, type PolicyTest, runTests } from './index.ts'

/** `tag:cluster` is on two Services, one of which also carries `tag:target`; only that one is granted. */
const policy: Policy = {
  tagOwners: { 'tag:proxy': [], 'tag:cluster': [], 'tag:target': [] },
  grants: [{ src: ['tag:proxy'], dst: ['tag:target'], ip: ['tcp:443', 'tcp:22'] }],
}
const run = (...tests: readonly PolicyTest[]) => runTests({ ...policy, tests }, example)

test('a report counts assertions, and a failure names the rules', () => {
  const report = run({ src: 'tag:proxy', accept: ['tag:target:443', 'tag:cluster:443'], deny: ['tag:target:443'] })
  const rule = { section: 'grants', index: 0, text: 'tag:proxy -> tag:target tcp:443, tcp:22' }
  expect(report).toEqual({
    assertions: 3,
    failures: [
      { test: 0, kind: 'accept', src: 'tag:proxy', dst: 'tag:cluster:443', why: 'no rule allows it', because: [] },
      {
        test: 0,
        kind: 'deny',
        src: 'tag:proxy',
        dst: 'tag:target:443',
        why: 'allowed by tag:proxy -> tag:target tcp:443, tcp:22',
        because: [rule],
      },
    ],
    exceptions: [],
  })
})

test('a denial that holds for the tag alone lists what is reached all the same', () => {
  const { failures, exceptions } = run({ src: 'tag:proxy', deny: ['tag:cluster:443'] })
  expect(failures).toEqual([])
  expect(exceptions.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['proxy -> svc:docs'])
})

test('a Service that does not answer on the port is not reached', () => {
  expect(run({ src: 'tag:proxy', deny: ['tag:cluster:22'] }).exceptions).toEqual([])
})

test('a denial that fails, or is no test, has no exceptions', () => {
  expect(run({ src: 'tag:proxy', deny: ['tag:target:443'] }).exceptions).toEqual([])
  expect(run({ src: 'tag:ghost', deny: ['tag:cluster:443'] }).exceptions).toEqual([])
})
