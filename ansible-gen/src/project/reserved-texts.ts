import { wrongType } from '@homelab/estate/admission'
import type { Finding, Resolved } from '@homelab/estate/model'
import { reserved } from '../ansible/jinja.ts'
import type { HostService } from './host-services.ts'

/** Texts that hold what marks an expression for Ansible: they would be evaluated, not printed. */
export function reservedTexts({ services, ...estate }: Resolved, hosted: readonly HostService[]): Finding[] {
  const expected = 'a text without the characters U+FDD0 to U+FDEF, which Unicode keeps for programs'
  const ofServices = hosted.flatMap(
    ({ service: { name: subject, file, runs: _, slots: __, shares: ___, ...service } }) =>
      // Not what is only taken from the workload.
      holders(service, '').map(({ path, got }) => wrongType({ subject, file }, { path, got, expected })),
  )
  if (ofServices.length > 0) return ofServices
  const { file } = estate
  return holders(estate, '').map(({ path, got }) => wrongType({ subject: 'estate', file }, { path, got, expected }))
}

interface Holder {
  readonly path: string
  readonly got: string
}

function holders(value: object, path: string): readonly Holder[] {
  // Nearly always there is none, and one text is searched sooner than each with its path.
  if (!reserved.test(JSON.stringify(value))) return []
  const found: Holder[] = []
  gather(value, path, found)
  return found
}

function gather(value: unknown, path: string, found: Holder[]): void {
  if (typeof value === 'string' && reserved.test(value)) found.push({ path, got: value })
  if (typeof value !== 'object' || value === null) return
  const isList = Array.isArray(value)
  for (const [key, member] of Object.entries(value)) {
    const place = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    if (reserved.test(key)) found.push({ path: place, got: key })
    gather(member, place, found)
  }
}
