/** What a rehearsal can't install, each with its reason. The list is committed with its length: a longer one is red. */

/** Stand-ins for what a chart that can't be fetched would install. */
export const replacements = ['external-secrets', 'cloudnative-pg', 'onepassword-connect'] as const

export type Replacement = (typeof replacements)[number]

export interface Reason {
  /** Why it can't be rehearsed, one clause. */
  readonly because: string
  /** What is started in its place. */
  readonly instead?: Replacement
  /**
   * Its charts are tried to be fetched before the start, by Git or HTTPS; where they can be, and what it reads of the estate's own
   * repository is there, the Application is installed and explained no more.
   */
  readonly fetch?: true
}

/** `apps/NAME/rehearsal.json` */
export interface Explained {
  /** How many entries the list has: whoever makes it longer says so here. */
  readonly count: number
  /** Application -> why it is not Succeeded, Synced and Healthy. */
  readonly applications: Readonly<Record<string, Reason>>
  /** Folder of the repository that an Application reads and that is not there -> why. It is empty in the rehearsal. */
  readonly folders: Readonly<Record<string, string>>
  /** Application -> what is started for it though it is installed: its chart was fetched, and no pod of it runs. */
  readonly beside?: Readonly<Record<string, Replacement>>
}

export const nothingExplained: Explained = { count: 0, applications: {}, folders: {} }

/**
 * The list out of its file, which `packages/rehearsal/schema/explained.schema.json` describes; or all that is wrong with it, a clause
 * each.
 */
export function readExplained(text: string): Explained | readonly string[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch (error) {
    return [`it is no JSON: ${error instanceof Error ? error.message : String(error)}`]
  }
  if (!isRecord(list)) return ['it is no object']
  const { $schema: _, count, applications, folders, ...others } = list
  const problems = [
    ...(Number.isInteger(count) && Number(count) >= 0
      ? []
      : ['`count` is no whole number: say how many entries it has']),
    ...(isRecord(applications)
      ? Object.entries(applications).flatMap(([name, reason]) => problemsIn(`applications.${name}`, reason))
      : ['`applications` is missing: {} where each is rehearsed']),
    ...(isRecord(folders)
      ? Object.entries(folders).flatMap(([path, why]) =>
          typeof why === 'string' ? [] : [`folders.${path} is no text: say why it is not there`],
        )
      : ['`folders` is missing: {} where each is there']),
    ...Object.keys(others).map(key => `nobody reads ${key}: take it out`),
  ]
  return problems.length === 0 ? (list as unknown as Explained) : problems
}

function problemsIn(at: string, reason: unknown): readonly string[] {
  if (!isRecord(reason)) return [`${at} is no object: { "because": "…" }`]
  const { because, instead, fetch, ...others } = reason
  const known: readonly unknown[] = [undefined, ...replacements]
  return [
    ...(typeof because === 'string' ? [] : [`${at}.because is no text: say why it can't be installed`]),
    ...(known.includes(instead) ? [] : [`${at}.instead is none of ${replacements.join(', ')}`]),
    ...(fetch === undefined || fetch === true ? [] : [`${at}.fetch is not true: leave it out`]),
    ...Object.keys(others).map(key => `nobody reads ${at}.${key}: take it out`),
  ]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The list without the Applications whose chart was fetched; where one was not, the reason says so.
 *
 * @param results Application -> why its chart can't be fetched; undefined where it was
 */
export function afterFetching(explained: Explained, results: ReadonlyMap<string, string | undefined>): Explained {
  const all = Object.entries(explained.applications)
  const isFetched = (name: string): boolean => results.has(name) && results.get(name) === undefined
  const left = all.filter(([name]) => !isFetched(name))
  return {
    count: explained.count - (all.length - left.length),
    applications: Object.fromEntries(left.map(([name, reason]) => [name, tried(reason, results.get(name))])),
    folders: explained.folders,
    beside: Object.fromEntries(
      all.flatMap(([name, { instead }]) => (isFetched(name) && instead !== undefined ? [[name, instead]] : [])),
    ),
  }
}

function tried(reason: Reason, why: string | undefined): Reason {
  return why === undefined ? reason : { ...reason, because: `${reason.because}; to fetch it was tried: ${why}` }
}

/** What is wrong with the list itself, a clause each. */
export function problemsOf(
  { count, applications, folders }: Explained,
  known: { readonly applications: ReadonlySet<string>; readonly folders: ReadonlySet<string> },
): readonly string[] {
  const length = Object.keys(applications).length + Object.keys(folders).length
  const reasons = [
    ...Object.entries(applications).map(([name, { because }]) => [name, because]),
    ...Object.entries(folders),
  ]
  return [
    ...(length === count ? [] : [`the list of what is explained has ${length} entries and says ${count}`]),
    ...Object.keys(applications)
      .filter(name => !known.applications.has(name))
      .map(name => `${name} is explained, and there is no such Application: take it out of the list`),
    ...Object.keys(folders)
      .filter(path => known.folders.has(path))
      .map(path => `the folder ${path} is explained, and it is there: take it out of the list`),
    ...reasons
      .filter(([, because = '']) => because.trim() === '')
      .map(([name]) => `${name} is explained without a reason`),
  ]
}
