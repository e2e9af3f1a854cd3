import type { Finding } from './findings.ts'
import { type Keys, memberAt } from './state/keys.ts'
import { inside } from './state/labels.ts'
import type { Places } from './state/places.ts'
import type { Stated } from './state/stated.ts'

/** What tells where something was said. */
export interface Known {
  readonly stated: Stated
  readonly places: Places
}

/**
 * The same findings with file, line and column: of what they mean as far as its way is known, else of what it stands in.
 * Those that know their line keep it.
 */
export function locate(findings: readonly Finding[], { stated, places }: Known): Finding[] {
  const subjects = subjectsOf(stated)
  return findings.map(finding => {
    const { keys: _, ...where } = finding.where
    if (where.line !== undefined) return { ...finding, where }
    const found = wayTo(stated, subjects, finding)
    if (found === undefined) return { ...finding, where }
    const { at, whole } = found
    const place = places.nearest(at)
    if (place === undefined) return { ...finding, where: { ...where, at } }
    return { ...finding, where: { ...where, at, ...place, exact: place.exact && whole } }
  })
}

/** A way, and whether it leads to what is meant, and not only to its subject. */
interface Way {
  readonly at: Keys
  readonly whole: boolean
}

interface Subject {
  readonly at: Keys
  readonly file: string
}

type Subjects = ReadonlyMap<string, readonly Subject[]>

function wayTo(stated: Stated, subjects: Subjects, finding: Finding): Way | undefined {
  const { where } = finding
  if (where.at !== undefined) return { at: where.at, whole: true }
  const accepted = finding.code === 'stale-acceptance' ? acceptanceOf(stated, finding) : undefined
  if (accepted !== undefined) return { at: accepted, whole: true }
  const named = subjects.get(where.subject) ?? []
  const subject = named.find(({ file }) => file === where.file) ?? named[0]
  if (subject === undefined) {
    const declared = declaredIn(subjects, finding)
    return declared === undefined ? undefined : { at: declared.at, whole: false }
  }
  const { path = '', keys = inside(memberAt(stated, subject.at), path) } = where
  return { at: [...subject.at, ...keys], whole: keys.length > 0 || path === '' }
}

/** What findings are about, by name; of several of one name the first stands first. */
function subjectsOf(stated: Stated): Subjects {
  const { services, hosts, clusters, people, shares, vaults, tailnet, tailnetStack, dns, file } = stated
  const subjects = new Map<string, Subject[]>()
  const add = (name: string, at: Keys, of = file): void => {
    subjects.set(name, [...(subjects.get(name) ?? []), { at, file: of }])
  }
  for (const [index, service] of services.entries()) add(service.name, ['services', index], service.file)
  for (const [key, list] of Object.entries({ hosts, clusters, people, shares, vaults })) {
    for (const [index, { name }] of list.entries()) add(name, [key, index])
  }
  if (tailnet !== undefined) {
    add('tailnet', ['tailnet'], tailnet.file)
    for (const [index, { tag }] of tailnet.tags.entries()) add(tag, ['tailnet', 'tags', index], tailnet.file)
  }
  if (tailnetStack !== undefined) add(tailnetStack.project, ['tailnetStack'], tailnetStack.file)
  if (dns !== undefined) {
    add(dns.project, ['dns'], dns.file)
    add('dns', ['dns'], dns.file)
  }
  add('estate', [])
  return subjects
}

/** Of what has no name in the estate (a file, an object, a stray tag): what its file declares. */
function declaredIn(subjects: Subjects, { code, where }: Finding): Subject | undefined {
  const all = [...subjects.values()].flat().filter(({ file }) => file === where.file)
  const policy = code.startsWith('policy-') ? all.find(({ at }) => at[0] === 'tailnet') : undefined
  return policy ?? all[0]
}

function acceptanceOf({ accepts = [], services }: Stated, { where, problem }: Finding): Keys | undefined {
  const isOf = ({ code, path }: { readonly code: string; readonly path?: string }): boolean =>
    path === where.path && problem.endsWith(` ${code}`)
  const index = accepts.findIndex(each => each.subject === where.subject && isOf(each))
  if (index !== -1) return ['accepts', index]
  const service = services.findIndex(({ name }) => name === where.subject)
  const own = services[service]?.accepts?.findIndex(isOf) ?? -1
  return own === -1 ? undefined : ['services', service, 'accepts', own]
}
