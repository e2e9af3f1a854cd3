import { at, isJsonObject, type Json, type JsonObject, same } from './json.ts'
import { covers, parsePath } from './path.ts'
import type { Around, Explanation, Seen } from './seen.ts'
import { valueAt } from './walk.ts'

export interface Rule {
  /** A name to find it by. */
  readonly rule: string
  /** What it says to a reader, without a full stop. */
  readonly says: string
  /** Of the objects of the delivery itself, not of what it delivers. */
  readonly ofDelivery?: true
  readonly recognises: (seen: Seen, around: Around) => boolean
}

const under = (...texts: readonly string[]): ((seen: Seen) => boolean) => {
  const patterns = texts.map(parsePath)
  return ({ path }) => patterns.some(pattern => covers(pattern, path))
}

const templates = ['spec.template', 'spec.jobTemplate.spec.template']
const inTemplates = (field: string): ((seen: Seen) => boolean) => under(...templates.map(each => `${each}.${field}`))
const token = inTemplates('spec.automountServiceAccountToken')
const checksum = inTemplates('metadata.annotations["checksum/config"]')
const jobLabel = under('spec.jobTemplate.spec.template.metadata.labels.app')
const initContainers = inTemplates('spec.initContainers')
const strategy = under('spec.strategy')
const source = under('spec.source', 'spec.sources')

/** What is true of everything that is rendered, so that no service has to say it. */
export const generalRules: readonly Rule[] = [
  {
    rule: 'token',
    says: 'pods say whether they get the token of a service account: `automountServiceAccountToken` is `false` where they need none, `true` where they do',
    recognises: seen => token(seen) && seen.ran === undefined && typeof seen.rendered === 'boolean',
  },
  {
    rule: 'checksum',
    says: 'pods that read rendered files carry `checksum/config`, so that a changed file rolls them',
    recognises: seen => checksum(seen) && typeof seen.rendered === 'string',
  },
  {
    rule: 'print',
    says: 'files in ConfigMaps are printed anew: comments, quotes and order differ, what they say does not',
    recognises: seen => seen.only === 'print',
  },
  {
    rule: 'order',
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
  {
    rule: 'kept',
    says: 'fields that the cluster writes itself are left as they are by syncs: the Application says which (`ignoreDifferences`)',
    recognises: (seen, { kept }) => kept(seen, seen.path),
  },
  {
    rule: 'other-source',
    says: 'objects whose hand-written files another source of the Application still includes stay as they are',
    recognises: (seen, { stays }) => seen.what === 'gone' && stays(seen),
  },
  {
    rule: 'source',
    says: 'the source of an Application moves to the rendered folder of its name, the values of a chart to the rendered file',
    ofDelivery: true,
    recognises: (seen, around) => seen.kind === 'Application' && source(seen) && moves(seen, around),
  },
  {
    rule: 'respect',
    says: 'syncs respect what an Application ignores (`RespectIgnoreDifferences=true`), and the core group is said by leaving it out',
    ofDelivery: true,
    recognises: seen => seen.kind === 'Application' && (respects(seen) || coreGroup(seen)),
  },
]

/** The rules as explanations. */
export const ruleExplanations: readonly Explanation[] = generalRules.map(({ says, recognises }) => ({
  says,
  by: 'rule',
  explains: recognises,
}))

function recreatesForAClaim(manifest: Json): boolean {
  const volumes = valueAt(manifest, ['spec', 'template', 'spec', 'volumes'])
  const claims = Array.isArray(volumes) && volumes.some(volume => at(volume, 'persistentVolumeClaim') !== undefined)
  return claims && at(manifest, 'spec', 'strategy', 'type') === 'Recreate'
}

/** Only the folder differs. */
function moves({ ran, rendered }: Seen, { gitops }: Around): boolean {
  const old = `${gitops.handwritten}/`
  const now = `${gitops.rendered}/${gitops.folder}/`
  return ran !== undefined && rendered !== undefined && same(placed(ran, old), placed(rendered, now))
}

/** The value with the names of folders left out: `argocd/manifests/x/values.yaml` is as good as `…/values/x.yaml`. */
function placed(value: Json, folder: string): Json {
  if (Array.isArray(value)) return value.map(each => placed(each, folder))
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, placed(each, folder)]))
  if (typeof value !== 'string') return value
  const [root = '', rest] = value.startsWith('$') ? splitAt(value, '/') : ['', value]
  if (!rest.startsWith(folder)) return value
  return `${root}${/\.ya?ml$/.test(rest) ? 'values' : /\/apps$/.test(`/${rest}`) ? 'apps' : 'manifests'}`
}

const respected = 'RespectIgnoreDifferences=true'

function respects({ path, ran, rendered }: Seen): boolean {
  if (path.at(-1) !== 'syncOptions' || !Array.isArray(rendered)) return false
  const others = rendered.filter(each => each !== respected)
  return others.length < rendered.length && same([...others].sort(), [...(Array.isArray(ran) ? ran : [])].sort())
}

/** `group: ""` and no group are the core group, both. */
function coreGroup({ path, ran, rendered }: Seen): boolean {
  const without = (value: Json | undefined): Json | undefined =>
    Array.isArray(value) ? value.map(each => without(each) ?? null) : isJsonObject(value) ? dropGroup(value) : value
  return path[1] === 'ignoreDifferences' && same(without(ran), without(rendered))
}

function dropGroup({ group, ...rest }: JsonObject): Json {
  return group === undefined || group === '' ? rest : { group, ...rest }
}

function splitAt(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark) + 1
  return [text.slice(0, index), text.slice(index)]
}
