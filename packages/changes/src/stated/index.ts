import type { BackupEntry, ChangeFacet, EstateChange, EstateReader, Resolved } from '@homelab/estate/model'

/** What is told of the words of the model itself, of which no single file speaks. */

/** Who is in only one of two lists, by name. */
function cameAndWent<T>(
  [before, after]: readonly [readonly T[], readonly T[]],
  nameOf: (one: T) => string,
  tell: (one: T, name: string, kind: 'added' | 'removed') => EstateChange,
): readonly EstateChange[] {
  const [old, now] = [new Map(before.map(one => [nameOf(one), one])), new Map(after.map(one => [nameOf(one), one]))]
  return [
    ...[...old].flatMap(([name, one]) => (now.has(name) ? [] : [tell(one, name, 'removed')])),
    ...[...now].flatMap(([name, one]) => (old.has(name) ? [] : [tell(one, name, 'added')])),
  ]
}

const databaseChanges: EstateReader = (before, after) =>
  cameAndWent(
    [before.databases, after.databases],
    ({ server, name }) => `${server}/${name}`,
    ({ service }, subject, kind) => ({
      ...{ system: 'database', service, subject, kind, shownIn: ['docs/backups.md', 'docs/index.md'] },
      ...(kind === 'removed' && {
        danger: 'destroys' as const,
        why: 'nothing asks for it any more, and nothing saves it; its data stay in the server until somebody drops it',
      }),
    }),
  )

/** What is saved: an entry that says that something is not saved is none. */
const backupChanges: EstateReader = (before, after) =>
  cameAndWent(
    [before.backups.filter(isSaved), after.backups.filter(isSaved)],
    sourceName,
    ({ service }, subject, kind) => ({
      ...{ system: 'backups', service, subject, kind, shownIn: ['docs/backups.md'] },
      ...(kind === 'removed' && {
        danger: 'destroys' as const,
        why: 'it is no longer saved; archives of before are pruned over time',
      }),
    }),
  )

type Saved = Exclude<BackupEntry, { readonly kind: 'none' }>

function isSaved(entry: BackupEntry): entry is Saved {
  return entry.kind !== 'none'
}

function sourceName(entry: Saved): string {
  return entry.kind === 'dump'
    ? `dump of ${entry.server}/${entry.database}`
    : `${entry.kind} ${entry.at.name}:${entry.path}`
}

/** Where a backup service saves what it saves. */
const repositoryChanges: EstateReader = (before, after) =>
  cameAndWent(
    [repositoriesOf(before), repositoriesOf(after)],
    ({ repository }) => `repository ${repository}`,
    ({ service }, subject, kind) => ({
      ...{ system: 'backups', service, subject, kind, shownIn: ['docs/backups.md', 'docs/index.md'] },
      ...(kind === 'removed' && {
        danger: 'destroys' as const,
        why: 'nothing is saved there any more: its archives stay, and grow old',
      }),
    }),
  )

function repositoriesOf({ services }: Resolved): readonly { readonly service: string; readonly repository: string }[] {
  return services.flatMap(({ name, backsUp }) =>
    backsUp === undefined ? [] : [{ service: name, repository: backsUp.repository }],
  )
}

const secretChanges: EstateReader = (before, after) =>
  cameAndWent(
    [secretsOf(before), secretsOf(after)],
    ({ name }) => name,
    (_, subject, kind) => ({
      ...{ system: 'secrets', subject, kind, shownIn: ['docs/secrets.md', 'docs/guides/rotate-a-secret.md'] },
      ...(kind === 'added' && { why: 'put it there before what reads it is rolled out' }),
    }),
  )

function secretsOf({ vaults }: Resolved): readonly { readonly name: string }[] {
  return vaults.flatMap(({ name: vault, items }) =>
    Object.entries(items).flatMap(([item, { fields }]) => fields.map(field => ({ name: `${vault}:${item}/${field}` }))),
  )
}

const peopleChanges: EstateReader = (before, after) =>
  cameAndWent(
    [before.people, after.people],
    ({ name }) => name,
    ({ role }, subject, kind) => ({
      ...{ system: 'people', subject, kind, shownIn: ['docs/index.md'] },
      ...(kind === 'added' && {
        danger: 'opens' as const,
        why: `somebody more is in the tailnet, as ${role}`,
      }),
    }),
  )

/** With whom people log in: whoever the provider lets in comes as far as the program's own rules let them. */
const loginChanges: EstateReader = (before, after) =>
  cameAndWent(
    [before.logins, after.logins],
    ({ service, provider, client }) => `${service} by ${provider}${client === service ? '' : ` as ${client}`}`,
    ({ service, provider, title }, subject, kind) => ({
      ...{ system: 'logins', service, subject, kind, shownIn: [`docs/services/${service}.md`] },
      ...(kind === 'added'
        ? {
            danger: 'opens' as const,
            why: `whoever ${provider} lets in may log in to ${title}, as far as its own rules go`,
          }
        : {
            danger: 'stops' as const,
            why: `nobody gets into ${title} by ${provider} any more: see that another way is left`,
          }),
    }),
  )

export const statedChanges: ChangeFacet = {
  estates: [databaseChanges, backupChanges, repositoryChanges, secretChanges, peopleChanges, loginChanges],
}
