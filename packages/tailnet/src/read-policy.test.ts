import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inventory, sound } from '../tests/lints.ts'
import { lint, readPolicy, runSshTests, runTests, validate } from './index.ts'

const problems = (file: unknown) => readPolicy(file).problems.map(({ path, got }) => `${path} ${got}`)

test('a policy of the right shape is read as it is', () => {
  expect(readPolicy(sound)).toEqual({ policy: sound, problems: [] })
})

test('what has the wrong shape is told with its place, and left out', () => {
  expect(problems([])).toEqual(['policy []'])
  expect(problems({ grants: { src: [] } })).toEqual(['grants {"src":[]}'])
  expect(problems({ grants: [{ src: '*', dst: [7], ip: ['*'] }] })).toEqual(['grants[0].src "*"', 'grants[0].dst[0] 7'])
  expect(problems({ groups: { 'group:a': 'ada@example.com' }, hosts: { web: 7 } })).toEqual([
    'groups.group:a "ada@example.com"',
    'hosts.web 7',
  ])
})

test('null is as good as nothing', () => {
  const file = {
    acls: null,
    ssh: [{ action: 'check', src: ['tag:a'], dst: ['tag:a'], users: ['a'], checkPeriod: null }],
  }
  expect(readPolicy(file)).toEqual({
    policy: { ssh: [{ action: 'check', src: ['tag:a'], dst: ['tag:a'], users: ['a'] }] },
    problems: [],
  })
})

test('a missing end is an empty one, which is then told', () => {
  const { policy } = readPolicy({
    ssh: [{ action: 'accept', users: ['root'] }],
    acls: [{ action: 'accept', src: ['*'] }],
  })
  expect(validate(policy).map(({ path }) => path)).toEqual(['acls[0].dst', 'ssh[0].src', 'ssh[0].dst'])
})

test('the older names of ends are read, and told', () => {
  const { policy, problems: told } = readPolicy({ acls: [{ action: 'accept', users: ['*'], ports: ['*:22'] }] })
  expect(policy).toEqual({ acls: [{ action: 'accept', src: ['*'], dst: ['*:22'] }] })
  expect(told.map(({ problem, doubtful }) => `${problem} ${doubtful}`)).toEqual([
    'the older name of src; write src true',
    'the older name of dst; write dst true',
  ])
})

test('a field that is not known stays, and has a name', () => {
  const { policy } = readPolicy({
    derpMap: { OmitDefaultRegions: true },
    grants: [{ src: [], dst: [], ip: ['*'], dstPosture: [] }],
  })
  expect(validate(policy).flatMap(({ feature }) => feature ?? [])).toEqual(['derpMap', 'dstPosture'])
})

const SECTIONS = [
  'groups',
  'hosts',
  'grants',
  'acls',
  'ssh',
  'nodeAttrs',
  'autoApprovers',
  'tagOwners',
  'tests',
  'sshTests',
]
const FIELDS = [
  'src',
  'dst',
  'ip',
  'app',
  'via',
  'users',
  'action',
  'proto',
  'accept',
  'deny',
  'target',
  'attr',
  'routes',
]
const texts = fc.array(
  fc.constantFrom('*', '', ' tag:a', 'tag:a:22', 'autogroup:self:*', '10.0.0.0/8', '[::1]:0', 'x@y', '::'),
)
const part = fc.oneof(texts, fc.jsonValue({ maxDepth: 1 }))
const entry = fc.dictionary(fc.constantFrom(...FIELDS), part)
const file = fc.dictionary(fc.constantFrom(...SECTIONS), fc.oneof(fc.array(fc.oneof(entry, part)), entry, part))

test('whatever lies in a file, nothing throws', () => {
  fc.assert(
    fc.property(file, value => {
      const { policy } = readPolicy(value)
      lint({ policy, inventory, flows: [] })
      runTests(policy, inventory)
      runSshTests(policy, inventory)
    }),
    { numRuns: 500 },
  )
})
