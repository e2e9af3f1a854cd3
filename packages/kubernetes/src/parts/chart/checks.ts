import { type Finding, isQuantity, type ResolvedService } from '@homelab/estate/model'
import { checkAmounts } from '../../cluster/checks.ts'
import type { Resources } from '../container/index.ts'
import type { ChartWorkload } from './workload.ts'

/** What types can't say of a chart: by convention its pods' amounts stand under `resources`, and its folder is one. */
export function checkChart(service: ResolvedService, { values, path }: ChartWorkload): Finding[] {
  return [
    ...amountsIn(values, 'values').flatMap(amounts => checkAmounts(service, amounts)),
    ...(/^[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(path) ? [] : [strangeFolder(service, path)]),
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
