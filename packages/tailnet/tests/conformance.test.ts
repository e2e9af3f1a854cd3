import { describe, expect, test } from 'vitest'
import {
  approvesExitNode,
  approvesHost,
  approvesRoute,
  attributesOf,
  compile,
  type Endpoint,
  mayApply,
  permits,
  reach,
  reachApps,
  reachSsh,
  runSshTests,
  runTests,
  validate,
} from '../src/index.ts'
import type { Case } from './conformance/case.ts'
import { filesOfCases as files } from './conformance/files.ts'
import { shownBy } from './conformance/shown-by.ts'

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
    case 'apps':
      return reachApps(compile(policy, inventory), { from: 'autogroup:member' }).map(
        ({ from, to, says }) => `${from} ${to} ${says}`,
      )
    case 'attributes':
      return attributesOf(compile(policy, inventory)).get(question.of) ?? []
    case 'problems':
      return validate(policy).map(({ path }) => path)
  }

  function find<K extends Endpoint['kind']>(name: string, kind: K): Extract<Endpoint, { kind: K }> {
    const found = inventory.endpoints.find(endpoint => endpoint.name === name)
    if (found?.kind !== kind) throw new TypeError(`no ${kind} ${name} in the example`)
    return found as Extract<Endpoint, { kind: K }>
  }
}

describe.each(Object.entries(files))('%s', (_name, cases) => {
  test.each(cases)('$name ($cite)', one => {
    expect(ask(one)).toEqual(one.answer)
  })
})

test('what recordings show are cases of the tables', () => {
  const missing = Object.entries(shownBy).flatMap(([file, all]) =>
    Object.keys(all).filter(name => !files[file]?.some(one => one.name === name)),
  )
  expect(missing).toEqual([])
})

test('every case has a name of its own, and a page of Tailscale or a recording', () => {
  const all = Object.entries(files).flatMap(([file, cases]) => cases.map(({ name }) => `${file}: ${name}`))
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThanOrEqual(60)
  const page =
    /^https:\/\/(tailscale\.com\/(docs|kb)\/|github\.com\/(tailscale\/tailscale\/issues|juanfont\/headscale\/blob)\/)/
  for (const { cite } of Object.values(files).flat()) for (const cited of cite.split(' ')) expect(cited).toMatch(page)
})
