import type { Finding, Where } from '../findings.ts'
import type { Need } from '../needs.ts'
import type { Service } from '../service.ts'
import { wrongType } from '../shape/admit.ts'
import { listOf } from '../shape/rule.ts'
import { need as ofNeed } from '../shape/vocabulary.ts'

/** What a service needs. Types are stripped at run time, so a thunk may still refer to what is not there. */
export function readNeeds(service: Service, where: Where, findings: Finding[]): readonly Need[] {
  try {
    const needs: unknown = service.props.needs?.() ?? []
    const wrong = listOf(ofNeed)(needs, 'needs')
    findings.push(...wrong.map(each => wrongType(where, each)))
    if (!Array.isArray(needs)) return []
    return needs.filter((each): each is Need => ofNeed(each, '').length === 0)
  } catch (error) {
    findings.push({
      code: 'failed-import',
      where: { ...where, path: 'needs' },
      problem: `its needs cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      mend: 'refer only to services that are imported and exported',
    })
    return []
  }
}

/** The service that a need is of. */
export function providerOf(need: Need): Service {
  return 'of' in need ? need.of : need.server
}
