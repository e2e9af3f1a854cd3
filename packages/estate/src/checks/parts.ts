import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { repeated } from './repeated.ts'

/** Of two parts for one kind of data the second would never be asked. */
export function checkParts({ parts, file }: ResolvedWithWorkloads): Finding[] {
  const claims = parts.flatMap(({ contract, kinds }) => kinds.map(kind => `${contract} ${kind}`))
  return repeated(claims, claim => claim).map(([claim]) => ({
    code: 'duplicate-part',
    where: { subject: 'estate', path: 'parts', file },
    problem: 'two of the parts that the estate registers provide this',
    got: claim,
    fix: 'leave one of the two out',
  }))
}
