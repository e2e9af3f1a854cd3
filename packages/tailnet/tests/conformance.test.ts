import { describe, expect, test } from 'vitest'
import {
  approvesExitNode,
  approvesHost,
  approvesRoute,
  compile,
  type Endpoint,
  mayApply,
  permits,
  reach,
  reachSsh,
  runSshTests,
  runTests,
  validate,
} from '../src/index.ts'
import { aclCases } from './conformance/acls.ts'
import { autogroupCases } from './conformance/autogroups.ts'
import type { Case } from './conformance/case.ts'
import { definitionCases } from './conformance/definitions.ts'
import { grantCases } from './conformance/grants.ts'
import { ownDeviceCases } from './conformance/own-devices.ts'
import { ownerCases } from './conformance/owners.ts'
import { portCases } from './conformance/ports.ts'
import { routingCases } from './conformance/routing.ts'
import { serviceCases } from './conformance/services.ts'
import { sshCases } from './conformance/ssh.ts'
import { sshTestCases } from './conformance/ssh-tests.ts'
import { testCases } from './conformance/tests.ts'

/** What the evaluator answers, in the words of `Question`. */
function ask({ policy, inventory, question }: Case): readonly string[] {
  const yes = (allowed: boolean): readonly string[] => [allowed ? 'yes' : 'no']
  switch (question.ask) {
    case 'reach':
      return reach(policy, inventory, { from: question.from }).map(row => `${row.to} ${row.protocol}:${row.ports}`)
    case 'reached by':
      return reach(policy, inventory, { to: question.to }).map(row => `${row.from} ${row.protocol}:${row.ports}`)
    case 'permits':
      return yes(permits(compile(policy, inventory), question).allowed)
    case 'tests':
      return runTests(policy, inventory).failures.map(({ kind, dst }) => (dst === undefined ? kind : `${kind} ${dst}`))
    case 'ssh tests':
      return runSshTests(policy, inventory).map(({ kind, user, dst }) =>
        dst === undefined ? kind : `${kind} ${user === undefined ? '' : `${user}@`}${dst}`,
      )
    case 'ssh':
      return reachSsh(policy, inventory, question).map(({ action, users, checkPeriod }) =>
        [action, users.join(','), ...(checkPeriod === undefined ? [] : [checkPeriod])].join(' '),
      )
    case 'may apply':
      return yes(mayApply(policy, inventory, question.holder, question.tags))
    case 'approves host':
      return yes(approvesHost(policy, inventory, find(question.service, 'service'), find(question.host, 'device')))
    case 'approves route':
      return yes(approvesRoute(policy, inventory, question.cidr, find(question.router, 'device')))
    case 'approves exit':
      return yes(approvesExitNode(policy, inventory, find(question.device, 'device')))
    case 'problems':
      return validate(policy).map(({ path }) => path)
  }

  function find<K extends Endpoint['kind']>(name: string, kind: K): Extract<Endpoint, { kind: K }> {
    const found = inventory.endpoints.find(endpoint => endpoint.name === name)
    if (found?.kind !== kind) throw new TypeError(`no ${kind} ${name} in the example`)
    return found as Extract<Endpoint, { kind: K }>
  }
}

const files: Readonly<Record<string, readonly Case[]>> = {
  grants: grantCases,
  autogroups: autogroupCases,
  'own devices': ownDeviceCases,
  ports: portCases,
  services: serviceCases,
  routing: routingCases,
  acls: aclCases,
  tests: testCases,
  ssh: sshCases,
  'ssh tests': sshTestCases,
  owners: ownerCases,
  definitions: definitionCases,
}

describe.each(Object.entries(files))('%s', (_name, cases) => {
  test.each(cases)('$name ($cite)', one => {
    expect(ask(one)).toEqual(one.answer)
  })
})

test('every case has a name of its own and a page of Tailscale', () => {
  const all = Object.entries(files).flatMap(([file, cases]) => cases.map(({ name }) => `${file}: ${name}`))
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThanOrEqual(60)
  for (const { cite } of Object.values(files).flat())
    expect(cite).toMatch(/^https:\/\/(tailscale\.com\/(docs|kb)\/|github\.com\/tailscale\/tailscale\/issues\/)/)
})
