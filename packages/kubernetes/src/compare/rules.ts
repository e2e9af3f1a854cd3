import { covers, parsePath } from '@homelab/changes/fields'
import { at, type Json } from './json.ts'
import type { Around, Explanation, Seen } from './seen.ts'
import { valueAt } from './walk.ts'

export interface Rule {
  /** A name to find it by. */
  readonly rule: string
  /** What it says to a reader, without a full stop. */
  readonly says: string
  /** It means nothing at any time; the others explain how what was written by hand differs. */
  readonly always?: true
  /** Of the objects of the delivery itself, not of what it delivers. */
  readonly ofDelivery?: true
  readonly recognises: (seen: Seen, around: Around) => boolean
}

export const under = (...texts: readonly string[]): ((seen: Seen) => boolean) => {
  const patterns = texts.map(parsePath)
  return ({ path }) => patterns.some(pattern => covers(pattern, path))
}

const templates = ['spec.template', 'spec.jobTemplate.spec.template']
const inTemplates = (field: string): ((seen: Seen) => boolean) => under(...templates.map(each => `${each}.${field}`))
const token = inTemplates('spec.automountServiceAccountToken')
const serviceLinks = inTemplates('spec.enableServiceLinks')
const checksum = inTemplates('metadata.annotations["checksum/config"]')
const jobLabel = under('spec.jobTemplate.spec.template.metadata.labels.app')
const initContainers = inTemplates('spec.initContainers')
const strategy = under('spec.strategy')

/** What is true of everything that is rendered, so that no service has to say it. */
export const generalRules: readonly Rule[] = [
  {
    rule: 'token',
    says: 'pods say whether they get the token of a service account: `automountServiceAccountToken` is `false` where they need none, `true` where they do',
    recognises: seen => token(seen) && seen.ran === undefined && typeof seen.rendered === 'boolean',
  },
  {
    rule: 'service-links',
    says: 'pods get no variables named after the Services of their namespace: `enableServiceLinks` is `false`',
    recognises: seen => serviceLinks(seen) && seen.ran !== false && seen.rendered === false,
  },
  {
    rule: 'checksum',
    says: 'pods that read rendered files carry `checksum/config`, so that a changed file rolls them',
    recognises: seen => checksum(seen) && typeof seen.rendered === 'string',
  },
  {
    rule: 'print',
    always: true,
    says: 'files in ConfigMaps are printed again: comments, quotes and order differ, what they say does not',
    recognises: seen => seen.only === 'print',
  },
  {
    rule: 'order',
    always: true,
    says: 'the order of what is told by its name (containers, variables, volumes) is another, and means nothing',
    recognises: seen => seen.only === 'order' && !initContainers(seen),
  },
  {
    rule: 'job-label',
    says: 'the pods of a CronJob carry its name as the label `app`, by which logs and policies find them',
    recognises: seen => seen.kind === 'CronJob' && jobLabel(seen) && seen.rendered === seen.name,
  },
  {
    rule: 'one-writer',
    says: 'a Deployment whose claim one pod may write stops the old pod before it starts the new one: `Recreate`',
    recognises: (seen, { rendered }) =>
      strategy(seen) && rendered !== undefined && recreatesForAClaim(rendered.manifest),
  },
]

/** Rules as explanations. */
export function explanationsOf(rules: readonly Rule[]): readonly Explanation[] {
  return rules.map(({ says, recognises }) => ({ says, by: 'rule', explains: recognises }))
}

function recreatesForAClaim(manifest: Json): boolean {
  const volumes = valueAt(manifest, ['spec', 'template', 'spec', 'volumes'])
  const claims = Array.isArray(volumes) && volumes.some(volume => at(volume, 'persistentVolumeClaim') !== undefined)
  return claims && at(manifest, 'spec', 'strategy', 'type') === 'Recreate'
}
