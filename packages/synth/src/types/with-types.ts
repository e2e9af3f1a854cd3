import type { Finding } from '@homelab/estate/model'
import { isOpen, type RenderedEstate } from '../render.ts'
import { faultsOf, type RenderedTargets } from './attempt.ts'
import type { CheckedTypes } from './check-types.ts'

/**
 * Joins what the compiler says with what else was found. Who wrote a wrong type reads it once: whatever the rest found
 * in the same files may come of it, and an import that failed there is said by the compiler, with its place.
 *
 * @throws Error where something failed, and nothing explains it
 */
export function withTypes(targets: RenderedTargets, checked: CheckedTypes): RenderedEstate {
  const { failures: _, fault: __, ...rendered } = targets
  const { findings, of, files } = checked
  const wrong = findings.filter(({ code }) => code === 'wrong-type')
  if (wrong.length > 0 && of === 'packages') return { ...rendered, files: [], findings, stopped: [] }
  if (wrong.length > 0) {
    const elsewhere = rendered.findings.filter(each => !files.has(each.where.file ?? '') && !isVague(each))
    // Whatever asks for a service that is not there has a finding of its own, in another file.
    const leftOut = rendered.findings.some(({ code, where }) => code === 'wrong-type' && files.has(where.file ?? ''))
    return { ...rendered, findings: [...elsewhere.filter(each => !leftOut || isOfLoading(each)), ...findings] }
  }
  const all = [...rendered.findings, ...findings]
  const [fault] = faultsOf(targets)
  if (fault !== undefined && !all.some(isOpen)) throw fault
  return { ...rendered, findings: all }
}

/** Without the compiler whatever fails may have met a wrong type: that is a finding, and no fault. */
export function withoutTypes(targets: RenderedTargets): RenderedEstate {
  const { failures: _, fault: __, ...rendered } = targets
  if (rendered.findings.some(isOpen)) return rendered
  const found = faultsOf(targets).map(
    ({ message }): Finding => ({
      code: 'unchecked-types',
      where: { subject: 'estate' },
      problem: message,
      fix: 'check the types: run again without --no-types',
    }),
  )
  return { ...rendered, findings: [...rendered.findings, ...found] }
}

/** An acceptance may be of what was not looked at, and an import that failed nowhere that is known of any of these. */
function isVague({ code, where: { file = '' } }: Finding): boolean {
  return code === 'stale-acceptance' || (code === 'failed-import' && /\/estate\.[jt]s$/.test(file))
}

function isOfLoading({ code, accepted }: Finding): boolean {
  return accepted !== undefined || code === 'wrong-type' || code === 'failed-import' || code === 'unlisted-file'
}
