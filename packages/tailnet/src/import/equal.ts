/** Do two policies say the same? What Tailscale takes for the same is the same here; texts above entries say nothing. */
import { APP_CONNECTORS } from '../connectors.ts'
import { parseStep } from '../ip-sets.ts'
import type { NodeAttr, Policy } from '../policy.ts'
import { splitPort } from '../rules.ts'

export interface Equal {
  /** The sections that differ, with what each policy says there. */
  readonly differences: readonly { readonly section: string; readonly a: unknown; readonly b: unknown }[]
}

export function equalPolicies(a: Policy, b: Policy): Equal {
  const [left, right] = [plain(a), plain(b)]
  const sections = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return {
    differences: sections
      .filter(section => JSON.stringify(left[section]) !== JSON.stringify(right[section]))
      .map(section => ({ section, a: left[section], b: right[section] })),
  }
}

/** Everything in one form: nothing absent, words trimmed, names in order where order says nothing. */
function plain(policy: Policy): Readonly<Record<string, unknown>> {
  const { groups, hosts, ipsets, postures, defaultSrcPosture, nodeAttrs, autoApprovers, tagOwners } = policy
  const { grants, acls, ssh, tests, sshTests, randomizeClientPort, ...others } = policy
  const { comments: _, ...rest } = others as Policy & { readonly comments?: unknown }
  const isOpen = grants === undefined && acls === undefined
  return {
    ...rest,
    groups: byName(groups),
    hosts: byName(hosts),
    ipsets: byName(ipsets, steps => steps.map(parseStep)),
    postures: byName(postures),
    defaultSrcPosture: defaultSrcPosture ?? [],
    grants: (isOpen ? [{ src: ['*'], dst: ['*'], ip: ['*'] }] : (grants ?? [])).map(entry),
    acls: (acls ?? []).map(({ dst, ...acl }) => ({
      ...(entry(acl) as object),
      dst: dst.map(text => splitPort(text.trim())),
    })),
    ssh: (ssh ?? []).map(entry),
    nodeAttrs: attributes(nodeAttrs ?? []),
    randomizeClientPort: randomizeClientPort ?? false,
    routes: byName(autoApprovers?.routes, list => list.toSorted()),
    exitNode: (autoApprovers?.exitNode ?? []).toSorted(),
    services: byName(autoApprovers?.services),
    autoApprovers: undefined,
    tagOwners: byName(tagOwners),
    tests: (tests ?? []).map(entry),
    sshTests: (sshTests ?? []).map(entry),
  }
}

/** Connectors come last, each alone: that is how the estate writes them. */
function attributes(all: readonly NodeAttr[]): unknown {
  const [own, connectors] = [all.filter(({ app }) => app === undefined), all.filter(({ app }) => app !== undefined)]
  return [
    ...[...own, ...connectors.map(({ app: _, ...more }) => more).filter(({ attr, ipPool }) => attr ?? ipPool)].map(
      entry,
    ),
    ...connectors.flatMap(({ target, app = {} }) =>
      (app[APP_CONNECTORS] ?? []).map(one => ({ target, one: sorted(one) })),
    ),
  ]
}

function byName<T>(of: Readonly<Record<string, T>> | undefined, as: (value: T) => unknown = value => value): unknown {
  return Object.entries(of ?? {})
    .map(([name, value]) => [name.trim(), trimmed(as(value))] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
}

/** Without the texts above it, and without lists of nothing that may be left out. */
function entry(one: object): unknown {
  const { comment: _, reason: __, ...rest } = one as { comment?: string; reason?: string }
  const needed = new Set(['src', 'dst', 'users', 'target'])
  return sorted(
    Object.fromEntries(
      Object.entries(rest).filter(([name, value]) => needed.has(name) || !(Array.isArray(value) && value.length === 0)),
    ),
  )
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return trimmed(value)
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}

/** `host:nas` is the alias `nas`. */
function trimmed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(trimmed)
  return typeof value === 'string' ? value.trim().replace(/^host:/, '') : value
}
