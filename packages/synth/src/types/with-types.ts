import type { Finding } from '@homelab/estate'
import { type Failure, faultOf, isOpen, type RenderedEstate } from '../render.ts'
import type { CheckedTypes } from './check-types.ts'

/** An estate that is rendered as far as it goes. */
export type RenderedTargets = RenderedEstate & { readonly failures: readonly Failure[] }

/**
 * Joins what the compiler says with what else was found. Who wrote a wrong type reads it once: whatever the rest found
 * in the same files may come of it, and an import that failed there is said by the compiler, with its place.
 *
 * @throws Error where a projection failed, and nothing explains it
 */
export function withTypes({ failures, ...rendered }: RenderedTargets, checked: CheckedTypes): RenderedEstate {
  const { findings, of, files } = checked
  const wrong = findings.filter(({ code }) => code === 'wrong-type')
  if (wrong.length > 0 && of === 'packages') return { ...rendered, files: [], findings, stopped: [] }
  if (wrong.length > 0) {
    const others = rendered.findings.filter(each => !files.has(each.where.file ?? '') && !isVague(each))
    return { ...rendered, findings: [...others, ...findings] }
  }
  const all = [...rendered.findings, ...findings]
  const [failure] = failures
  if (failure !== undefined && !all.some(isOpen)) throw faultOf(failure)
  return { ...rendered, findings: all }
}

/** Without the compiler a projection that fails may have met a wrong type: that is a finding, and no fault. */
export function withoutTypes({ failures, ...rendered }: RenderedTargets): RenderedEstate {
  if (rendered.findings.some(isOpen)) return rendered
  const found = failures.map(
    (failure): Finding => ({
      code: 'unchecked-types',
      where: { subject: 'estate' },
      problem: faultOf(failure).message,
      mend: 'check the types: run again without --no-types',
    }),
  )
  return { ...rendered, findings: [...rendered.findings, ...found] }
}

/** An acceptance may be of what was not looked at, and an import that failed nowhere that is known of any of these. */
function isVague({ code, where: { file = '' } }: Finding): boolean {
  return code === 'stale-acceptance' || (code === 'failed-import' && /\/estate\.[jt]s$/.test(file))
}
