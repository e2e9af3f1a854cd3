import { isJsonObject, type Json, type JsonObject, same } from '../../compare/json.ts'
import { type Rule, under } from '../../compare/rules.ts'
import type { Around, Seen } from '../../compare/seen.ts'
import { argoCdOf } from './settings.ts'

const source = under('spec.source', 'spec.sources')

/** What is true of every Application. */
export const rules: readonly Rule[] = [
  {
    rule: 'kept',
    always: true,
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

/** Only the folder differs. */
function moves({ ran, rendered }: Seen, { cluster }: Around): boolean {
  const old = `${argoCdOf(cluster).handwritten}/`
  const now = `${cluster.source.rendered}/${cluster.source.folder}/`
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
