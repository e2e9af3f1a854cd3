import { isRecord } from '../admission/rule.ts'
import type { Draft } from './draft.ts'
import type { PutBack } from './put-back.ts'

/** The shares and people that names stand for. A name that the estate does not list stays one. */
export function thingsOf({ shares, people }: Draft): PutBack {
  return (of, value) => {
    const name = of === 'selector' && isRecord(value) ? value['person'] : value
    if (typeof name !== 'string' || (of === 'selector' && name === value)) return value
    return (of === 'share' ? shares : people).get(name) ?? value
  }
}
