import {
  anything,
  fields,
  is,
  isRecord,
  listOf,
  number,
  oneOf,
  oneOrMore,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
} from '@homelab/estate/shape'
import type { Amounts, Container, Resources } from '../workloads/container.ts'
import type { ScheduledJob } from '../workloads/jobs.ts'
import type { Reach } from '../workloads/reach.ts'
import type { Mount } from '../workloads/volumes.ts'
import { volume } from './volume-shape.ts'

/** What pods are made of. */

const yesOrNo = is('true or false', value => typeof value === 'boolean')
export const image = is('an image', value => isRecord(value) && value['kind'] === 'image')
const amounts = onlyFields({}, { memory: text, cpu: text } satisfies RulesOf<Amounts>)
export const resources = onlyFields({}, { requests: amounts, limits: amounts } satisfies RulesOf<Resources>)

/** Own URLs have become texts by now. */
const envValue = is(
  'a text, an image, or what `secretKey`, `podField` or `emptyValue` give',
  value =>
    typeof value === 'string' ||
    (isRecord(value) && (value['kind'] === 'image' || ['nothing', 'secret', 'field'].includes(String(value['from'])))),
)
const ofMount = { subPath: text, readOnly: anything } satisfies RulesOf<Omit<Mount, 'path'>>
const mount: Rule = (value, path) => (typeof value === 'string' ? [] : onlyFields({ path: text }, ofMount)(value, path))

const ofContainer = {
  pullPolicy: oneOf('Always', 'IfNotPresent'),
  env: recordOf(envValue),
  envFrom: listOf(onlyFields({ secret: text }, { optional: yesOrNo })),
  mounts: recordOf(oneOrMore(mount)),
  resources,
  args: listOf(text),
  command: listOf(text),
  security: anything,
} satisfies RulesOf<Omit<Container, 'name' | 'image'>>
export const container = onlyFields({ image }, { ...ofContainer, name: text })
export const named = onlyFields({ image, name: text }, ofContainer)

export const serviceAccount = onlyFields({ name: text, token: yesOrNo })
export const reach = onlyFields({
  to: oneOf('internet', 'kubernetes-api', 'kubelets'),
  why: text,
} satisfies RulesOf<Reach>)

const ofJob = {
  name: text,
  schedule: fields({ cron: text }),
  container: named,
  concurrency: oneOf('Allow', 'Forbid', 'Replace'),
  restart: oneOf('OnFailure', 'Never'),
}
export const job = onlyFields(ofJob, {
  volumes: listOf(volume),
  keepSeconds: number,
  serviceAccount,
  podSecurity: anything,
  reaches: listOf(reach),
} satisfies RulesOf<Omit<ScheduledJob, keyof typeof ofJob>>)
