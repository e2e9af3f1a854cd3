/**
 * A policy as it lies in a file: types promise nothing about it. What has the wrong shape is left out and told, as the
 * control plane refuses it; fields that are not known stay, for `validate` to name.
 */
import type {
  Acl,
  AutoApprovers,
  Grant,
  NodeAttr,
  Policy,
  PolicyTest,
  PostureAttributes,
  SshRule,
  SshTest,
} from './policy.ts'
import type { Problem } from './rules.ts'

export interface ReadPolicy {
  readonly policy: Policy
  readonly problems: readonly Problem[]
}

type Fields = Readonly<Record<string, unknown>>

/** The value of the parsed file. `validate` tells what else is wrong with it. */
export function readPolicy(value: unknown): ReadPolicy {
  const problems: Problem[] = []
  const read = new Reader(problems)
  const file = read.fields('policy', value)
  const section = <T>(name: keyof Policy, of: (path: string, value: unknown) => T): Partial<Record<string, T>> =>
    isAbsent(file[name]) ? {} : { [name]: of(name, file[name]) }
  const policy = {
    ...withoutNull(file),
    ...section('groups', (path, groups) => read.record(path, groups, read.texts)),
    ...section('hosts', (path, hosts) => read.record(path, hosts, read.text)),
    ...section('ipsets', (path, sets) => read.record(path, sets, read.texts)),
    ...section('postures', (path, postures) => read.record(path, postures, read.texts)),
    ...section('defaultSrcPosture', read.texts),
    ...section('grants', (path, list) => read.list(path, list, (at, one) => grantFrom(read, at, one))),
    ...section('acls', (path, list) => read.list(path, list, (at, one) => aclFrom(read, at, one))),
    ...section('ssh', (path, list) => read.list(path, list, (at, one) => sshFrom(read, at, one))),
    ...section('nodeAttrs', (path, list) => read.list(path, list, (at, one) => nodeAttrFrom(read, at, one))),
    ...section('randomizeClientPort', (_path, value) => value === true),
    ...section('autoApprovers', (path, one) => approversFrom(read, path, one)),
    ...section('tagOwners', (path, owners) => read.record(path, owners, read.texts)),
    ...section('tests', (path, list) => read.list(path, list, (at, one) => testFrom(read, at, one))),
    ...section('sshTests', (path, list) => read.list(path, list, (at, one) => sshTestFrom(read, at, one))),
  }
  return { policy, problems }
}

function grantFrom(read: Reader, path: string, value: unknown): Grant {
  const grant = read.fields(path, value)
  return {
    ...withoutNull(grant),
    src: read.needed(path, grant, 'src'),
    dst: read.needed(path, grant, 'dst'),
    ...read.optional(path, grant, 'ip', read.texts),
    ...read.optional(path, grant, 'via', read.texts),
    ...read.optional(path, grant, 'srcPosture', read.texts),
    ...read.optional(path, grant, 'app', (at, app) => read.record(at, app, read.objects)),
  }
}

/** `users` and `ports` are the names that `src` and `dst` had once; the control plane takes them still. */
function aclFrom(read: Reader, path: string, value: unknown): Acl {
  const { users, ports, ...acl } = read.fields(path, value)
  const older = (name: string, now: 'src' | 'dst', list: unknown): Fields => {
    if (isAbsent(list)) return {}
    read.tell(path, `the older name of ${now}; write ${now}`, name, { doubtful: true })
    return { [now]: list }
  }
  const named = { ...older('users', 'src', users), ...older('ports', 'dst', ports), ...acl }
  return {
    ...withoutNull(named),
    action: read.text(`${path}.action`, named['action'] ?? '') as Acl['action'],
    src: read.needed(path, named, 'src'),
    dst: read.needed(path, named, 'dst'),
    ...read.optional(path, named, 'proto', read.text),
    ...read.optional(path, named, 'srcPosture', read.texts),
  }
}

function sshFrom(read: Reader, path: string, value: unknown): SshRule {
  const rule = read.fields(path, value)
  return {
    ...withoutNull(rule),
    action: read.text(`${path}.action`, rule['action'] ?? '') as SshRule['action'],
    src: read.needed(path, rule, 'src'),
    dst: read.needed(path, rule, 'dst'),
    users: read.needed(path, rule, 'users'),
    ...read.optional(path, rule, 'checkPeriod', read.text),
    ...read.optional(path, rule, 'acceptEnv', read.texts),
  }
}

function nodeAttrFrom(read: Reader, path: string, value: unknown): NodeAttr {
  const entry = read.fields(path, value)
  return {
    ...withoutNull(entry),
    target: read.needed(path, entry, 'target'),
    ...read.optional(path, entry, 'attr', read.texts),
    ...read.optional(path, entry, 'ipPool', read.texts),
    ...read.optional(path, entry, 'app', (at, app) => read.record(at, app, read.objects)),
  }
}

function approversFrom(read: Reader, path: string, value: unknown): AutoApprovers {
  const approvers = read.fields(path, value)
  const byName = (at: string, record: unknown) => read.record(at, record, read.texts)
  return {
    ...withoutNull(approvers),
    ...read.optional(path, approvers, 'routes', byName),
    ...read.optional(path, approvers, 'exitNode', read.texts),
    ...read.optional(path, approvers, 'services', byName),
  }
}

function testFrom(read: Reader, path: string, value: unknown): PolicyTest {
  const test = read.fields(path, value)
  return {
    ...withoutNull(test),
    src: read.text(`${path}.src`, test['src'] ?? ''),
    ...read.optional(path, test, 'proto', read.text),
    ...read.optional(path, test, 'srcPostureAttrs', read.values),
    ...read.optional(path, test, 'accept', read.texts),
    ...read.optional(path, test, 'deny', read.texts),
  }
}

function sshTestFrom(read: Reader, path: string, value: unknown): SshTest {
  const test = read.fields(path, value)
  return {
    ...withoutNull(test),
    src: read.text(`${path}.src`, test['src'] ?? ''),
    dst: read.needed(path, test, 'dst'),
    ...read.optional(path, test, 'accept', read.texts),
    ...read.optional(path, test, 'check', read.texts),
    ...read.optional(path, test, 'deny', read.texts),
  }
}

/** Reads parts, and tells what is not of their shape. */
class Reader {
  readonly #problems: Problem[]
  constructor(problems: Problem[]) {
    this.#problems = problems
  }

  tell(path: string, problem: string, got: string, more: Pick<Problem, 'doubtful'> = {}): void {
    this.#problems.push({ path, problem, got, ...more })
  }

  readonly text = (path: string, value: unknown): string => {
    if (typeof value === 'string') return value
    this.tell(path, 'no text', printed(value))
    return ''
  }

  readonly texts = (path: string, value: unknown): readonly string[] =>
    this.list(path, value, (at, one) => this.text(at, one))

  readonly objects = (path: string, value: unknown): readonly object[] =>
    this.list(path, value, (at, one) => this.fields(at, one))

  /** Texts, numbers and truth values, by name. */
  readonly values = (path: string, value: unknown): PostureAttributes =>
    this.record(path, value, (at, one) => {
      if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') return one
      this.tell(at, 'no text, number, true or false', printed(one))
      return ''
    })

  list<T>(path: string, value: unknown, of: (path: string, value: unknown) => T): readonly T[] {
    if (isAbsent(value)) return []
    if (Array.isArray(value)) return value.map((one, index) => of(`${path}[${index}]`, one))
    this.tell(path, 'no list', printed(value))
    return []
  }

  record<T>(path: string, value: unknown, of: (path: string, value: unknown) => T): Readonly<Record<string, T>> {
    return Object.fromEntries(
      Object.entries(this.fields(path, value)).map(([name, one]) => [name, of(`${path}.${name}`, one)]),
    )
  }

  fields(path: string, value: unknown): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
    this.tell(path, 'no object', printed(value))
    return {}
  }

  /** A list without which the entry says nothing; that it is empty is for `validate`. */
  needed(path: string, of: Fields, name: string): readonly string[] {
    return this.texts(`${path}.${name}`, of[name])
  }

  optional<T>(path: string, of: Fields, name: string, as: (path: string, value: unknown) => T): Record<string, T> {
    return isAbsent(of[name]) ? {} : { [name]: as(`${path}.${name}`, of[name]) }
  }
}

/** For the control plane `null` is as good as nothing. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

function withoutNull(of: Fields): Fields {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => !isAbsent(value)))
}

function printed(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
