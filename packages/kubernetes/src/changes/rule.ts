import type { ChangeValue, Danger, DangerRule, JudgedDanger, ToJudge } from '@homelab/estate/model'
import { at, type Json, type Path, parsePath } from '../compare/json.ts'

/** A change of an object of the cluster. */
export interface Judged extends ToJudge {
  readonly kind: string
  /** In either revision. */
  readonly object: Json
}

type Verdict = JudgedDanger | undefined

/** A rule of objects of some kinds. */
export function objectRule(name: string, kinds: readonly string[], judge: (judged: Judged) => Verdict): DangerRule {
  const known = new Set(kinds)
  return {
    name,
    judge: toJudge => {
      if (toJudge.change.system !== 'kubernetes') return undefined
      const object = toJudge.item.after ?? toJudge.item.before
      const kind = at(object, 'kind')
      if (object === undefined || typeof kind !== 'string' || !known.has(kind)) return undefined
      return judge({ ...toJudge, kind, object })
    },
  }
}

/** A rule of objects that go. */
export function goes(name: string, kinds: readonly string[], danger: Danger, why: string | ((j: Judged) => string)) {
  return objectRule(name, kinds, judged =>
    judged.change.kind === 'removed' && judged.change.path === undefined
      ? { danger, why: typeof why === 'string' ? why : why(judged) }
      : undefined,
  )
}

/** Whether a field of an object that stays changed, at a path or below it. */
export function isField(judged: Judged, ...patterns: readonly string[]): boolean {
  const { change, path } = judged
  if (change.path === undefined) return false
  return patterns.some(pattern => below(parsePath(pattern), path))
}

function below(pattern: Path, path: Path): boolean {
  return (
    pattern.length <= path.length &&
    pattern.every((step, index) => {
      const actual = path[index] ?? ''
      return step === '[*]' ? actual.startsWith('[') : step === '*' || step === actual
    })
  )
}

/** The same of tags that begin with the name of what they are of: `wiki-v1.2.0`. */
export function tagMajors(before: ChangeValue | undefined, after: ChangeValue | undefined): string | undefined {
  const [old, now] = [before, after].map(value => /(?:^|[-/])(v?\d+\.\d[\w.+-]*)$/.exec(String(value))?.[1])
  return majors(old, now)
}

/** The first numbers of two versions, where they differ. */
export function majors(before: ChangeValue | undefined, after: ChangeValue | undefined): string | undefined {
  const [old, now] = [before, after].map(value => /(?:^|[:@])v?(\d+)(?:[.\w-]*)$/.exec(String(value))?.[1])
  return old === undefined || now === undefined || old === now ? undefined : `${old} → ${now}`
}
