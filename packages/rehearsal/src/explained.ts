/** What a rehearsal can't install, each with its reason. The list is committed with its length: a longer one is red. */

/** Stand-ins for what a chart that can't be fetched would install. */
export const replacements = ['external-secrets', 'cloudnative-pg', 'onepassword-connect'] as const

export type Replacement = (typeof replacements)[number]

export interface Reason {
  /** Why it can't be rehearsed, one clause. */
  readonly because: string
  /** What is started in its place. */
  readonly instead?: Replacement
}

/** `apps/NAME/rehearsal.json` */
export interface Explained {
  /** How many entries the list has: whoever makes it longer says so here. */
  readonly count: number
  /** Application -> why it is not Succeeded, Synced and Healthy. */
  readonly applications: Readonly<Record<string, Reason>>
  /** Folder of the repository that an Application reads and that is not there -> why. It is empty in the rehearsal. */
  readonly folders: Readonly<Record<string, string>>
}

export const nothingExplained: Explained = { count: 0, applications: {}, folders: {} }

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
    ...Object.values(applications).flatMap(({ instead }) =>
      instead === undefined || replacements.includes(instead) ? [] : [`there is no stand-in ${instead}`],
    ),
  ]
}
