import { type Finding, lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import { onlyFields, type RulesOf, text, wrongType, wrongUses } from '@homelab/estate/shape'
import type { ImageMirrorUse } from '../host/minikube.ts'

const rules = { 'image-mirror': onlyFields({ kind: text, uses: text } satisfies RulesOf<ImageMirrorUse>) }

/** What a service does with what it needs, where that is not what its type says. */
export function checkUses(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file } = service
  return wrongUses(lookup(resolved), service, rules).map(each => wrongType({ subject, file }, each))
}
