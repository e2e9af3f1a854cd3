/** A policy file in the estate's words. */
import type { Person, TailnetPolicyProps } from '@homelab/estate'
import { APP_CONNECTORS } from '../connectors.ts'
import { CONNECTOR_ROUTES } from '../from-estate/sets.ts'
import { parseStep } from '../ip-sets.ts'
import type { NodeAttr, Policy } from '../policy.ts'
import { readPolicy } from '../read-policy.ts'
import { splitPort } from '../rules.ts'
import { type Unsaid, Words } from './words.ts'

export interface Imported {
  readonly props: TailnetPolicyProps
  /** By login, as the policy has it. */
  readonly people: ReadonlyMap<string, Person>
  /** What the estate has no word for, by its place in the file. */
  readonly unsaid: readonly Unsaid[]
}

type Notes = ReadonlyMap<string, string>
type Props = { -readonly [K in keyof TailnetPolicyProps]: TailnetPolicyProps[K] }

/** Where nothing above an entry says why it is there. */
const TAKEN_OVER = 'Taken over as it was.'

/**
 * @param value the parsed file
 * @param notes the comments above its parts, by path
 */
export function importPolicy(value: unknown, notes: Notes = new Map()): Imported {
  const { policy, problems } = readPolicy(value)
  const words = new Words(policy, notes)
  for (const { path, problem, got, doubtful } of problems) if (doubtful !== true) words.tell(path, problem, got)
  const props: Props = {
    ...definitions(policy, words, notes),
    ...rules(policy, words, notes),
    ...entries(policy, words, notes),
    tags: Object.entries(policy.tagOwners ?? {}).map(([tag, owners]) => ({
      tag: tag as `tag:${string}`,
      owners: words.selectors(`tagOwners.${tag}`, owners),
      ...noteAt(notes, `tagOwners.${tag}`),
    })),
    ...tests(policy, words, notes),
  }
  for (const [name, got] of Object.entries(value as object))
    if (!KNOWN.has(name) && got !== null) words.tell(name, 'no word of the estate is for it', got)
  return {
    props: bareNotes(clean(props), words),
    people: words.people,
    unsaid: words.unsaid.map(one => ({ ...one, got: words.bare(one.got) })),
  }
}

const KNOWN = new Set([
  ...['groups', 'hosts', 'ipsets', 'postures', 'defaultSrcPosture', 'grants', 'acls', 'ssh', 'nodeAttrs'],
  ...['randomizeClientPort', 'autoApprovers', 'tagOwners', 'tests', 'sshTests'],
])

function definitions(policy: Policy, words: Words, notes: Notes): Partial<Props> {
  const { groups = {}, ipsets = {}, postures = {}, defaultSrcPosture = [] } = policy
  return {
    groups: Object.entries(groups).map(([name, members]) => ({
      name: name as `group:${string}`,
      members: members.flatMap(login => words.person(`groups.${name}`, login.trim()) ?? []),
      note: notes.get(`groups.${name}`) ?? TAKEN_OVER,
    })),
    hosts: words.aliases,
    ipsets: Object.entries(ipsets).map(([name, steps]) => ({
      name: name as `ipset:${string}`,
      steps: steps.flatMap(text => {
        const { does, target } = parseStep(text)
        const member = words.selector(`ipsets.${name}`, target)
        return member === undefined ? [] : [{ [does]: member } as { add: `ipset:${string}` }]
      }),
      ...noteAt(notes, `ipsets.${name}`),
    })),
    postures: Object.entries(postures).map(([name, assertions]) => ({
      name: name as `posture:${string}`,
      assertions,
      ...noteAt(notes, `postures.${name}`),
    })),
    defaultPosture: defaultSrcPosture as readonly `posture:${string}`[],
  }
}

function rules(policy: Policy, words: Words, notes: Notes): Pick<Props, 'grants'> & Partial<Props> {
  // Neither section opens everything; the estate says so.
  const open = { src: ['*'], dst: ['*'], ip: ['*'] }
  const isOpen = policy.grants === undefined && policy.acls === undefined
  return {
    grants: (isOpen ? [open] : (policy.grants ?? [])).map((grant, index) => {
      const path = `grants[${index}]`
      const { src, dst, ip, app, via, srcPosture, ...rest } = grant as NonNullable<Policy['grants']>[number]
      others(words, path, rest)
      return clean({
        src: words.selectors(`${path}.src`, src),
        dst: words.selectors(`${path}.dst`, dst),
        ip,
        app,
        srcPosture: trimmed(srcPosture) as readonly `posture:${string}`[] | undefined,
        via: trimmed(via) as readonly `tag:${string}`[] | undefined,
        reason: reasonAt(notes, path),
      })
    }),
    acls: (policy.acls ?? []).map(({ action, src, dst, proto, srcPosture, ...rest }, index) => {
      const path = `acls[${index}]`
      others(words, path, rest)
      if (action !== 'accept') words.tell(`${path}.action`, 'no action (expected accept)', action)
      return clean({
        src: words.selectors(`${path}.src`, src),
        dst: dst.flatMap(text => {
          const split = splitPort(text)
          if (split === undefined) words.tell(`${path}.dst`, 'no destination with ports', text)
          const to = split === undefined ? undefined : words.selector(`${path}.dst`, split.host)
          return split === undefined || to === undefined ? [] : [{ to, ports: split.port }]
        }),
        proto,
        srcPosture: trimmed(srcPosture) as readonly `posture:${string}`[] | undefined,
        reason: reasonAt(notes, path),
      })
    }),
    ssh: (policy.ssh ?? []).map(({ action, src, dst, users, checkPeriod, acceptEnv, ...rest }, index) => {
      const path = `ssh[${index}]`
      others(words, path, rest)
      return clean({
        action: action.trim() as 'accept' | 'check',
        src: words.selectors(`${path}.src`, src),
        dst: words.selectors(`${path}.dst`, dst),
        users,
        checkPeriod,
        acceptEnv,
        ...noteAt(notes, path),
      })
    }),
  }
}

function entries(policy: Policy, words: Words, notes: Notes): Partial<Props> {
  const { nodeAttrs = [], randomizeClientPort, autoApprovers = {} } = policy
  const { routes = {}, exitNode = [], services = {}, ...rest } = autoApprovers
  others(words, 'autoApprovers', rest)
  const all = nodeAttrs.map((entry, index) => ({ entry, path: `nodeAttrs[${index}]` }))
  const appConnectors = all.flatMap(({ entry, path }) => connectors(words, path, entry, notes))
  const carried = new Set(appConnectors.flatMap(one => one.connectors))
  // Routes of connectors follow from them; where the file does not approve them, that is no word of the estate.
  for (const route of CONNECTOR_ROUTES)
    for (const tag of carried)
      if (routes[route]?.includes(tag) !== true)
        words.tell(`autoApprovers.routes.${route}`, `the estate approves the routes of app connectors (${tag})`, route)
  const own = (route: string, who: string): boolean =>
    !(CONNECTOR_ROUTES.some(one => one === route) && carried.has(who as `tag:${string}`))
  return {
    nodeAttrs: all
      .filter(({ entry: { app, attr, ipPool } }) => app === undefined || attr !== undefined || ipPool !== undefined)
      .map(({ entry: { target, attr, ipPool, app: _, ...more }, path }) => {
        others(words, path, more)
        return clean({ target: words.selectors(`${path}.target`, target), attr, ipPool, ...noteAt(notes, path) })
      }),
    appConnectors,
    ...(randomizeClientPort === true ? { randomizeClientPort } : {}),
    routeApprovers: [
      ...Object.entries(routes).flatMap(([route, list]) => {
        const approvers = words.selectors(
          `autoApprovers.routes.${route}`,
          list.filter(who => own(route, who)),
        )
        const isConnectors = list.length > 0 && approvers.length === 0
        return isConnectors ? [] : [{ routes: route, approvers, ...noteAt(notes, `autoApprovers.routes.${route}`) }]
      }),
      ...(exitNode.length === 0
        ? []
        : [{ routes: 'exit', approvers: words.selectors('autoApprovers.exitNode', exitNode) }]),
    ],
    serviceApprovers: Object.entries(services).map(([key, list]) => ({
      services: key as `svc:${string}`,
      approvers: words.selectors(`autoApprovers.services.${key}`, list),
      ...noteAt(notes, `autoApprovers.services.${key}`),
    })),
  }
}

function connectors(
  words: Words,
  path: string,
  { target, app = {} }: NodeAttr,
  notes: Notes,
): NonNullable<Props['appConnectors']> {
  return Object.entries(app).flatMap(([name, values]) => {
    if (name !== APP_CONNECTORS) {
      words.tell(`${path}.app`, 'no word of the estate is for this capability', name)
      return []
    }
    // One that is told to some devices alone is another thing.
    if (target.join() !== '*') words.tell(`${path}.target`, 'app connectors are told to every device', target)
    return values.map(value => {
      const {
        name: title,
        connectors: tags,
        domains,
        routes,
        ...rest
      }: Readonly<Record<string, unknown>> = { ...value }
      others(words, `${path}.app`, rest)
      if (typeof title !== 'string') words.tell(`${path}.app`, 'an app connector without a name', value)
      return clean({
        name: String(title ?? ''),
        connectors: textsIn(tags) as readonly `tag:${string}`[],
        domains: textsIn(domains),
        routes: routes === undefined ? undefined : textsIn(routes),
        ...noteAt(notes, path),
      })
    })
  })
}

function tests(policy: Policy, words: Words, notes: Notes): Partial<Props> {
  return {
    tests: (policy.tests ?? []).flatMap(({ src, proto, srcPostureAttrs, accept, deny, ...rest }, index) => {
      const path = `tests[${index}]`
      others(words, path, rest)
      const from = words.selector(`${path}.src`, src)
      if (from === undefined) return []
      const isSource = typeof from === 'object' || /^(tag|group):/.test(from)
      if (!isSource) words.tell(`${path}.src`, 'no source for a test', src)
      return [
        clean({
          src: from as `tag:${string}`,
          proto,
          postureAttributes: srcPostureAttrs,
          accept: accept?.map(text => words.destination(`${path}.accept`, text)),
          deny: deny?.map(text => words.destination(`${path}.deny`, text)),
          ...noteAt(notes, path),
        }),
      ]
    }),
    sshTests: (policy.sshTests ?? []).flatMap(({ src, dst, accept, check, deny, ...rest }, index) => {
      const path = `sshTests[${index}]`
      others(words, path, rest)
      const from = words.selector(`${path}.src`, src)
      if (from === undefined) return []
      return [
        clean({ src: from, dst: words.selectors(`${path}.dst`, dst), accept, check, deny, ...noteAt(notes, path) }),
      ]
    }),
  }
}

/** Comments may name people by their logins. */
function bareNotes(props: TailnetPolicyProps, words: Words): TailnetPolicyProps {
  const bare = <T>(entry: T): T =>
    typeof entry !== 'object' || entry === null
      ? entry
      : Object.assign(
          entry,
          Object.fromEntries(
            Object.entries(entry).flatMap(([name, value]) =>
              (name === 'note' || name === 'reason') && typeof value === 'string' ? [[name, words.bare(value)]] : [],
            ),
          ),
        )
  for (const section of Object.values(props)) if (Array.isArray(section)) section.forEach(bare)
  return props
}

/** Fields that nothing here reads. */
function others(words: Words, path: string, rest: object): void {
  for (const [name, got] of Object.entries(rest)) words.tell(`${path}.${name}`, 'no word of the estate is for it', got)
}

function noteAt(notes: Notes, path: string): { readonly note?: string } {
  const note = notes.get(path)
  return note === undefined ? {} : { note }
}

function reasonAt(notes: Notes, path: string): string {
  return notes.get(path) ?? TAKEN_OVER
}

function trimmed(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts?.map(text => text.trim())
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

type Without<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without members that are undefined, or lists of nothing where the estate need not say so. */
function clean<T extends object>(members: T): Without<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Without<T>
}
