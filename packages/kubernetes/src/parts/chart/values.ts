import {
  type Finding,
  type Flow,
  type Lookup,
  loginValue,
  type ResolvedDatabase,
  type ResolvedLogin,
  type ResolvedService,
} from '@homelab/estate/model'
import { loginPatches } from '../../workloads/login-patches.ts'
import { isDatabaseValues, isLoginValues, isValues } from '../../workloads/uses.ts'
import { addressPart } from '../container/env.ts'
import { databaseAddress } from '../secret/of-databases.ts'
import { keyOf } from '../secret/of-logins.ts'
import { type ChartWorkload, isSecretName } from './workload.ts'

/** What a service needs, as far as a chart is told of it. */
interface Needed {
  readonly databases: readonly ResolvedDatabase[]
  readonly flows: readonly Flow[]
  readonly logins: readonly ResolvedLogin[]
  /** What people call a service; by default its name. */
  readonly titleOf?: (service: string) => string | undefined
}

export function neededOf(find: Lookup, service: string): Needed {
  return {
    databases: find.databasesFor(service),
    flows: find.flowsFrom(service),
    logins: find.loginsFor(service),
    titleOf: name => find.service(name)?.title,
  }
}

type Tree = Readonly<Record<string, unknown>>

/** The values of a chart, with those of what its service needs. */
export function chartValues({ values }: ChartWorkload, needed: Needed): object {
  return neededValues(needed).reduce<Tree>(
    (all, { path, value }) => placed(all, namesOf(path), value),
    plain(values) as Tree,
  )
}

/** The Secrets that are named in the values of a chart. */
export function namedIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return isSecretName(value) ? [value.secret] : Object.values(value).flatMap(namedIn)
}

/** Values that stand where others do, and names that are none. */
export function checkValues(
  { name: subject, file }: ResolvedService,
  { values }: ChartWorkload,
  needed: Needed,
): Finding[] {
  const all = neededValues(needed)
  return all.flatMap(({ path, of }, index): Finding[] => {
    const names = namesOf(path)
    const where = { subject, path: `needs.${of}`, file }
    if (names.some(name => name === ''))
      return [
        {
          code: 'invalid-name',
          where,
          problem: 'no value of a chart has this name',
          got: JSON.stringify(path),
          expected: 'names with dots between: db.host',
          fix: 'correct it',
        },
      ]
    const others = all.slice(0, index).map(other => namesOf(other.path))
    if (!isTaken(values, names) && !others.some(other => startsAlike(other, names))) return []
    const problem = 'this value of the chart, or one around it, is said elsewhere, too'
    return [{ code: 'duplicate-setting', where, problem, got: path, fix: 'say it in one of the two places' }]
  })
}

interface Value {
  readonly path: string
  readonly value: string | number
  /** What is needed. */
  readonly of: string
}

function neededValues({ databases, flows, logins, titleOf }: Needed): readonly Value[] {
  const ofDatabases = databases.flatMap((database): readonly Value[] => {
    const { use, name, owner } = database
    if (!isDatabaseValues(use)) return []
    const address = databaseAddress(database, flows)
    const { password } = use
    const said = [
      [use.host, address?.host],
      [use.port, address?.port],
      [use.name, name],
      [use.user, owner],
      [password?.secretIn, password?.secret],
      [password?.keyIn, password?.key ?? 'password'],
    ] as const
    return said.flatMap(([path, value]) =>
      path === undefined || value === undefined ? [] : [{ path, value, of: name }],
    )
  })
  const ofFlows = flows.flatMap(({ use, address, to }) =>
    use !== undefined && isValues(use)
      ? Object.entries(use.values).map(([path, part]) => ({ path, value: addressPart(address, part), of: to }))
      : [],
  )
  const ofLogins = logins.flatMap((login): readonly Value[] => {
    const { use, provider: of } = login
    if (!isLoginValues(use)) return []
    const { secret, secretIn, keyIn } = (login.secret === undefined ? undefined : use.secret) ?? {}
    return [
      ...Object.entries(use.values).map(([path, value]) => ({
        ...{ path, of },
        value: loginValue(login, value, titleOf?.(of) ?? of),
      })),
      ...(secretIn === undefined || secret === undefined ? [] : [{ path: secretIn, value: secret, of }]),
      ...(keyIn === undefined || use.secret === undefined ? [] : [{ path: keyIn, value: keyOf(use.secret), of }]),
    ]
  })
  const ofPatches = loginPatches(logins, name => titleOf?.(name)).flatMap(({ use: { inChart }, provider: of, data }) =>
    inChart === undefined
      ? []
      : Object.entries(data).map(([key, value]) => ({
          path: `${inChart}.${key.replaceAll('.', String.raw`\.`)}`,
          value,
          of,
        })),
  )
  return [...ofDatabases, ...ofLogins, ...ofPatches, ...ofFlows]
}

/** A dot that belongs to a name has a backslash before it: https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set */
function namesOf(path: string): readonly string[] {
  return path.split(/(?<!\\)\./).map(name => name.replaceAll('\\.', '.'))
}

function placed(tree: Tree, [name = '', ...rest]: readonly string[], value: string | number): Tree {
  const below = Object.hasOwn(tree, name) ? tree[name] : undefined
  return { ...tree, [name]: rest.length === 0 ? value : placed(isTree(below) ? below : {}, rest, value) }
}

/** Whether something stands there, or where there is to be more. */
function isTaken(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true
  if (!isTree(value)) return true
  return Object.hasOwn(value, name) && isTaken(value[name], rest)
}

function startsAlike(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length)
  return one.slice(0, length).every((name, index) => name === other[index])
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if (isSecretName(value)) return value.secret
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]))
}
