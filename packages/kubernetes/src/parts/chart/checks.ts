import { type Finding, isQuantity, type ResolvedService } from '@homelab/estate/model'
import { checkAmounts } from '../../cluster/checks.ts'
import type { Resources } from '../container/index.ts'
import { chartSource } from './source.ts'
import type { ChartWorkload } from './workload.ts'

/**
 * What types can't say of a chart: by convention its pods' amounts stand under `resources`; its folder is one, or its name and version
 * are such, and its repository one of charts.
 */
export function checkChart(service: ResolvedService, workload: ChartWorkload): Finding[] {
  const { values, path = '' } = workload
  const isGit = chartSource(workload).by === 'git'
  return [
    ...amountsIn(values, 'values').flatMap(amounts => checkAmounts(service, amounts)),
    ...(isGit
      ? /^[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(path)
        ? []
        : [strangeFolder(service, path)]
      : named(service, workload)),
  ]
}

/** https://helm.sh/docs/chart_best_practices/conventions/, https://semver.org: a range would be another chart on another day. */
function named(
  { name: subject, file }: ResolvedService,
  { chart = '', repository, revision }: ChartWorkload,
): Finding[] {
  const where = (path: string): Finding['where'] => ({ subject, path: `workload.${path}`, file })
  return [
    ...(/^[a-z0-9][a-z0-9._-]*$/.test(chart)
      ? []
      : [
          {
            ...{ code: 'invalid-name' as const, where: where('chart'), got: JSON.stringify(chart) },
            problem: 'no chart has a name like this',
            expected: 'small letters, digits, - and dots',
            fix: 'correct it',
          },
        ]),
    ...(/^(?:https|oci):\/\/[^/\s]+(?:\/\S*)?$/.test(repository)
      ? []
      : [
          {
            ...{ code: 'unknown-word' as const, where: where('repository'), got: JSON.stringify(repository) },
            problem: repository.startsWith('http:')
              ? 'whoever is on the way may put another chart in the place of this one: nothing encrypts or signs it'
              : 'charts have such an address nowhere',
            expected: 'https:// of a chart repository, or oci:// of a registry',
            fix: 'correct it, or say `path` in place of `chart`: the chart lies in Git',
          },
        ]),
    ...(/^v?\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(revision)
      ? []
      : [
          {
            ...{ code: 'invalid-version' as const, where: where('revision'), got: revision },
            problem: 'this is no version of a chart, or a range, which is another one on another day',
            expected: 'three numbers, such as 1.2.0',
            fix: 'pin the version, or accept it with a reason',
          },
        ]),
  ]
}

interface Amounts {
  readonly name: string
  readonly resources: Resources
}

/** https://helm.sh/docs/chart_template_guide/values_files/, and what `helm create` makes */
function amountsIn(value: unknown, name: string): readonly Amounts[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'resources' && isResources(member) ? [{ name, resources: member }] : amountsIn(member, `${name}.${key}`),
  )
}

function isResources(value: unknown): value is Resources {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([key, amounts]) =>
      (key === 'requests' || key === 'limits') &&
      typeof amounts === 'object' &&
      amounts !== null &&
      Object.values(amounts).every(amount => typeof amount === 'string' && isQuantity(amount)),
  )
}

function strangeFolder({ name: subject, file }: ResolvedService, got: string): Finding {
  return {
    code: 'invalid-path',
    where: { subject, path: 'workload.path', file },
    problem: 'this is no folder of a repository',
    got: JSON.stringify(got),
    expected: 'names with slashes between, such as charts/app',
    fix: 'correct it',
  }
}
