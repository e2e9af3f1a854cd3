import type { Finding, Flow, ResolvedDatabase, ResolvedLogin, ResolvedService } from '@homelab/estate/model'
import { isDatabaseEnv, isDatabaseUrl, isLoginEnv } from '../../workloads/uses.ts'
import { databaseVariables, envUses, loginVariables } from '../container/env.ts'
import { jobsOf } from '../job/all.ts'
import type { CheckKnown } from '../part.ts'
import { mainName } from './main.ts'
import { hasNeeds, ownPods } from './own.ts'
import type { PodWorkload } from './workload.ts'

/** The needs whose use is rendered with the pods: variables of its containers. */
export function takenByPods({ flows, databases, logins }: CheckKnown): (Flow | ResolvedDatabase | ResolvedLogin)[] {
  return [
    ...envUses(flows).map(({ flow }) => flow),
    ...databases.filter(({ use }) => isDatabaseUrl(use) || isDatabaseEnv(use)),
    ...logins.filter(({ use }) => isLoginEnv(use)),
  ]
}

/** Variables for a container that the pods don't have: they would be missing without a word. */
export function checkUses(
  { name: subject, file }: ResolvedService,
  workload: PodWorkload,
  { flows }: CheckKnown,
): Finding[] {
  const containers = othersOf(workload)
  const schemes = envUses(flows).flatMap(({ flow: { to }, use: { variables } }) =>
    Object.entries(variables).flatMap(([variable, part]): Finding[] => {
      // RFC 3986, 3.1
      if (typeof part === 'string' || !('scheme' in part) || /^[a-z][a-z0-9+.-]*$/.test(part.scheme)) return []
      return [
        {
          code: 'invalid-name',
          where: { subject, path: `needs.${to}.use.${variable}`, file },
          problem: 'no address begins with this scheme',
          got: JSON.stringify(part.scheme),
          expected: 'a scheme without a colon: redis',
          fix: 'correct it',
        },
      ]
    }),
  )
  const lost = envUses(flows)
    .filter(({ use: { container } }) => container !== undefined && !containers.includes(container))
    .map(
      ({ flow: { to }, use: { container } }): Finding => ({
        code: 'unknown-container',
        where: { subject, path: `needs.${to}.use`, file },
        problem: 'nothing gets the variables of this need',
        got: JSON.stringify(container),
        expected: [...containers, 'no name for the main container'].join(' or '),
        fix: 'name one of its containers',
      }),
    )
  return [...schemes, ...lost]
}

/** Variables that a container gets from two places: one of the two would be lost without a word. */
export function checkVariables(
  service: ResolvedService,
  workload: PodWorkload,
  { flows: all, databases, logins }: CheckKnown,
): Finding[] {
  const { name: subject, file } = service
  const flows = envUses(all)
  const urls = [
    ...databases.flatMap(database => databaseVariables(database)),
    ...logins.flatMap(login => loginVariables(login)),
  ].map(([variable]) => variable)
  const containers = ownPods(service, workload).flatMap(own => {
    const name = mainName(subject, own.workload)
    const called = [...(hasNeeds(own) ? [undefined] : []), ...(own.beside === undefined ? [] : [name])]
    const { container, sidecars = [], initContainers = [] } = own.workload
    const others = [...sidecars, ...initContainers]
    return [
      { name, env: container.env, called, urls: hasNeeds(own) ? urls : [] },
      ...others.map(each => ({ name: each.name, env: each.env, called: [each.name], urls: [] })),
    ]
  })
  const ofJobs = jobsOf(workload).map(({ container: { name, env }, sameNeeds = false }) => ({
    ...{ name, env, called: sameNeeds ? [undefined] : [], urls: sameNeeds ? urls : [] },
  }))
  return [...containers, ...ofJobs].flatMap(({ name, env = {}, called, urls: given }) => {
    const needed = flows
      .filter(({ use }) => called.includes(use.container))
      .flatMap(({ use }) => Object.keys(use.variables))
    const names = [...Object.keys(env), ...given, ...needed]
    return [...new Set(names.filter((variable, index) => names.indexOf(variable) !== index))].map(
      (variable): Finding => ({
        code: 'duplicate-setting',
        where: { subject, path: `${name}.env.${variable}`, file },
        problem: 'the container gets this variable from two places: its own, or needs',
        fix: 'give one of the two another name, or leave it out',
      }),
    )
  })
}

function othersOf({
  sidecars = [],
  initContainers = [],
  beside = [],
}: Pick<PodWorkload, 'sidecars' | 'initContainers' | 'beside'>): readonly string[] {
  return [
    ...[...sidecars, ...initContainers].map(({ name }) => name),
    ...beside.flatMap(each => [each.container.name ?? each.name, ...othersOf(each)]),
  ]
}
