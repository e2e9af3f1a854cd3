import { wrongType } from '../admission/admit.ts'
import { need as ofNeed } from '../admission/guard.ts'
import { listOf } from '../admission/rule.ts'
import type { Finding, Where } from '../findings.ts'
import type { SourceOf } from '../made.ts'
import type { Need } from '../needs.ts'
import type { Service } from '../service.ts'
import { keysOf } from './labels.ts'
import { nearestIn } from './places.ts'

/** What a service needs. Types are stripped at run time, so a thunk may still refer to what is not there. */
export function readNeeds(service: Service, where: Where, findings: Finding[], sourceOf: SourceOf): readonly Need[] {
  try {
    const needs: unknown = service.props.needs?.() ?? []
    const wrong = listOf(ofNeed)(needs, 'needs')
    findings.push(
      ...wrong.map(each => {
        const place = nearestIn([service, { needs }], keysOf({ needs }, each.path), sourceOf)
        return wrongType({ ...where, ...place }, each)
      }),
    )
    if (!Array.isArray(needs)) return []
    return needs.filter((each): each is Need => ofNeed(each, '').length === 0)
  } catch (error) {
    findings.push({
      code: 'failed-import',
      where: { ...where, path: 'needs', ...sourceOf(service) },
      problem: `its needs cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'refer only to services that are imported and exported',
    })
    return []
  }
}

/** The service that a need is of. */
export function providerOf(need: Need): Service {
  return 'of' in need ? need.of : need.server
}
