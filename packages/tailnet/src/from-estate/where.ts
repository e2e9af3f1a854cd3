import type { Resolved, Where } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { RuleRef } from '../rules.ts'
import { shown } from './names.ts'

/** In the file that declares the policy. */
export function inPolicy({ tailnet, file }: Resolved, subject: string, path?: string): Where {
  return { subject, ...present({ path }), file: tailnet?.file ?? file }
}

export function rulesText(rules: readonly RuleRef[]): string {
  return rules.map(({ text }) => shown(text)).join('; ')
}
