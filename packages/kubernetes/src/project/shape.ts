import type { Finding, ResolvedService } from '@homelab/estate'
import { fields, is, isRecord, listOf, type Rule, recordOf, text, wrongType } from '@homelab/estate/shape'

/** What the renderers of workloads take for granted: types are stripped when the estate runs. */

const image = is('an image', value => isRecord(value) && value['kind'] === 'image')
const something = is('something', value => value !== undefined && value !== null)
const amounts = recordOf(text)
const ofContainer = {
  env: recordOf(something),
  mounts: recordOf(something),
  resources: fields({}, { requests: amounts, limits: amounts }),
  args: listOf(text),
  command: listOf(text),
}
const container = fields({ image }, ofContainer)
const named = fields({ image, name: text }, ofContainer)
const volume = fields({ source: text, name: text })
const job = fields({ name: text, schedule: fields({ cron: text }), container: named }, { volumes: listOf(volume) })
const common = { jobs: listOf(job) }

const pods = fields(
  { namespace: text, container },
  { ...common, sidecars: listOf(named), initContainers: listOf(named), volumes: listOf(volume) },
)

const rules: Readonly<Record<string, Rule>> = {
  deployment: pods,
  'stateful-set': pods,
  'daemon-set': pods,
  postgres: fields(
    { namespace: text, image, storage: fields({ size: text, storageClass: text }), resources: recordOf(amounts) },
    common,
  ),
  chart: fields({ namespace: text, repository: text, path: text, revision: text, releaseName: text }, common),
  objects: fields({ namespace: text }, common),
  kustomization: fields({ namespace: text }, common),
}

interface Sorted {
  readonly services: readonly ResolvedService[]
  /** Those that can't be rendered, for the findings beside them. */
  readonly refused: readonly ResolvedService[]
  readonly findings: readonly Finding[]
}

/** The services of a cluster without those whose workload is not what its type says. */
export function withoutMisshapen(all: readonly ResolvedService[]): Sorted {
  const found = all.map(service => ({ service, findings: checkShape(service) }))
  const [services = [], refused = []] = [true, false].map(sound =>
    found.filter(({ findings }) => (findings.length === 0) === sound).map(({ service }) => service),
  )
  return { services, refused, findings: found.flatMap(({ findings }) => findings) }
}

function checkShape({ name: subject, file, workload }: ResolvedService): Finding[] {
  const rule = Object.hasOwn(rules, workload.kind) ? rules[workload.kind] : undefined
  return (rule?.(workload, 'workload') ?? []).map(wrong => wrongType({ subject, file }, wrong))
}
