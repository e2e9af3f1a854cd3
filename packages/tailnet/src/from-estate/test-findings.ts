/** The policy's own tests, run offline. */
import type { Finding, Resolved } from '@homelab/estate/model'
import { splitPort } from '../rules.ts'
import { runTests, type TestException, type TestFailure } from '../tests.ts'
import { shown } from './names.ts'
import type { Tailnet } from './policy.ts'
import { inPolicy, rulesText } from './where.ts'

export function testFindings(resolved: Resolved, tailnet: Tailnet): readonly Finding[] {
  const { failures, exceptions } = runTests(tailnet.document, tailnet.inventory)
  return [
    ...failures.map(failure => failed(resolved, failure)),
    ...[
      ...Map.groupBy(
        exceptions.filter(one => !isDeclared(tailnet, one)),
        pathOf,
      ),
    ].flatMap(([path, all]) => hollow(resolved, path, all)),
  ]
}

function failed(resolved: Resolved, { kind, src, dst, why, because }: TestFailure): Finding {
  return {
    code: 'policy-test-failed',
    where: inPolicy(resolved, 'tailnet', `test ${shown(src)}${dst === undefined ? '' : ` ${kind} ${dst}`}`),
    problem: `Tailscale would refuse the policy: ${shown(why)}`,
    ...(because.length > 0 && { got: rulesText(because) }),
    fix: kind === 'accept' ? 'grant the access, or correct the test' : 'narrow the grants, or correct the test',
  }
}

/**
 * A denial holds for a device with that one tag, which is how Tailscale tests it, and a real one carries more. What
 * declared traffic needs is meant so.
 */
function hollow(resolved: Resolved, path: string, exceptions: readonly TestException[]): Finding[] {
  const pairs = exceptions.map(({ from, to }) => `${from} -> ${to}`)
  return [
    {
      code: 'policy-test-failed',
      where: inPolicy(resolved, 'tailnet', path),
      problem: `the denial holds for a device with that one tag, not for what carries more: ${[...new Set(pairs)].join(', ')}`,
      got: rulesText([...new Set(exceptions.flatMap(({ because }) => because))]),
      fix: 'narrow the grant, or take the tag off the device',
    },
  ]
}

function pathOf({ src, dst }: TestException): string {
  return `test ${shown(src)} deny ${dst}`
}

function isDeclared({ flows }: Tailnet, { from, to, dst }: TestException): boolean {
  const port = Number(splitPort(dst)?.port)
  return flows.some(flow => flow.from === from && flow.to === to && flow.port === port)
}
