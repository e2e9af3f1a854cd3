/** What is saved before it is lost, carried to where it will be, and dropped when nothing reads it. */
import {
  type Backup,
  backupRequest,
  type HeldVolume,
  known,
  quantityValue,
  type ResolvedService,
  type Step,
} from '@homelab/estate/model'
import { nothingChanged } from '../commands.ts'
import type { Draft } from '../draft.ts'
import type { Ground } from '../ground.ts'
import { claimGoes, claimsOf, isOf } from './held.ts'
import { isRefused } from './recreate.ts'

export function dataDrafts(ground: Ground): readonly Draft[] {
  const saves = [...claims(ground), ...databases(ground), ...unsaved(ground)]
  // One run of a backup saves all that it saves.
  const once = new Map(saves.map(draft => [draft.id, draft]))
  return [...once.values(), ...grown(ground)]
}

interface Lost {
  readonly id: string
  readonly service: string
  /** `pages (claim wiki-pages)` */
  readonly what: string
  readonly backup: Backup
  readonly saver: ResolvedService | undefined
}

/** By the tool that saves it, and else by hand. */
function save({ id, service, what, backup, saver }: Lost): Draft {
  const step = saver === undefined ? undefined : backUp(saver)
  const named = { system: 'backups', effect: 'reads', stage: 'save', changes: [] } as const
  if (saver !== undefined && step !== undefined)
    return {
      ...{ ...named, id: step.id, services: [saver.name], run: step.run },
      does: `saves what ${saver.name} saves, as it is before`,
      back: nothingChanged,
    }
  const why = backup.by === 'none' ? backup.reason : 'no tool of the estate does'
  return {
    ...{ ...named, id: `${id}#save`, services: [service] },
    does: `saves ${what}`,
    run: {
      kind: 'by-hand',
      what: `copy ${what} to where it outlives this, and look into the copy; nothing saves it: ${why}`,
    },
    back: nothingChanged,
  }
}

function backUp({ runs }: ResolvedService): Step | undefined {
  return runs.operations.find(({ does }) => does === 'back-up')
}

/** The database, or the claim, of which the data go. */
function claims(ground: Ground): readonly Draft[] {
  const { changes, before, was } = ground
  const gone = changes.filter(change => claimGoes(change) || isRefused(change))
  return before.services.flatMap(service =>
    claimsOf(service)
      .filter(({ claim, namespace }) =>
        // Another cluster has claims of the same names.
        gone.some(
          change =>
            change.subject === `PersistentVolumeClaim ${namespace}/${claim}` &&
            isOf(change, was.cluster(service.at.name)),
        ),
      )
      .flatMap(volume => {
        const what = `${volume.volume.holds} (claim ${volume.claim})`
        const { backup } = volume.volume
        return [
          save({ id: volume.id, service: service.name, what, backup, saver: undefined }),
          ...carry(ground, service, volume),
        ]
      }),
  )
}

/** To the volume that holds the same from then on. */
function carry(
  { is }: Ground,
  { name, at }: ResolvedService,
  old: Extract<HeldVolume, { readonly on: 'claim' }>,
): readonly Draft[] {
  const now = is.service(name)
  if (now === undefined) return []
  const heir = known(now.runs.volumes).find(volume => 'volume' in volume && volume.volume.holds === old.volume.holds)
  if (heir === undefined || heir.on === 'share') return []
  const isMoved = now.at.kind === 'cluster' && now.at.name !== at.name
  const [from, to] = isMoved ? [` of ${at.name}`, ` of ${now.at.name}`] : ['', '']
  const place =
    heir.on === 'claim'
      ? `claim ${heir.claim}${to}`
      : heir.on === 'host'
        ? `${heir.volume.path ?? heir.volume.name} on ${heir.host}`
        : heir.volume.name
  return [
    {
      ...{ id: `${old.id}#carry`, system: 'data', services: [name], changes: [], effect: 'changes', stage: 'carry' },
      does: `carries ${old.volume.holds} to where ${name} keeps it from now on`,
      run: {
        kind: 'by-hand',
        what: `stop ${name}, copy ${old.volume.holds} from claim ${old.claim}${from} to ${place}, which comes empty, and start it`,
      },
      interrupts: [
        { who: [name], what: `${name} is stopped while its data are copied`, lasts: `as long as copying takes` },
      ],
      back: { how: `what is on claim ${old.claim}${from} is still there: nothing was taken from it`, run: [] },
    },
  ]
}

/** Databases that nobody asks for any more, and all of a server whose files an older version can't read, or that goes to another cluster. */
function databases(ground: Ground): readonly Draft[] {
  const { before, after, is } = ground
  return before.databases.flatMap(({ name, server, service, backup }): readonly Draft[] => {
    const [kept, old, now] = [
      after.databases.some(each => each.name === name && each.server === server),
      ground.was.service(server)?.runs.databaseServer?.version,
      is.service(server)?.runs.databaseServer?.version,
    ]
    const isUpgraded = old !== undefined && now !== undefined && old.split('.')[0] !== now.split('.')[0]
    const [from, to] = [ground.was.service(server)?.at.name, is.service(server)?.at.name]
    const isMoved = to !== undefined && from !== to
    if (kept && !isUpgraded && !isMoved) return []
    const saver = before.services.find(
      each =>
        each.backsUp !== undefined &&
        backupRequest(before, each).postgres.some(saved => saved.name === name && saved.server === server),
    )
    const id = `database/${server}/${name}`
    const saving = save({ id, service, what: `database ${name} of ${server}`, backup, saver })
    if (kept && isMoved) return [saving, loaded({ id, name, server, service, to })]
    if (kept || is.service(server) === undefined) return [saving]
    return [
      saving,
      {
        ...{ id: `${id}#drop`, system: 'database', services: [server], effect: 'destroys', stage: 'drop' },
        changes: ground.changes.filter(
          ({ system, subject }) => system === 'database' && subject === `${server}/${name}`,
        ),
        does: `drops database ${name}`,
        run: {
          kind: 'by-hand',
          what: `drop database ${name} and its owner on ${server}, when nobody wants its data any more`,
        },
        back: { none: 'what was saved before is loaded into a new database: there is nothing else' },
      },
    ]
  })
}

/** Into a server of the same name elsewhere, which has none of it. */
function loaded(of: { readonly [K in 'id' | 'name' | 'server' | 'service' | 'to']: string }): Draft {
  const { id, name, server, service, to } = of
  const what = `load what was saved of database ${name} into ${server} of ${to}, which comes empty`
  return {
    ...{ id: `${id}#carry`, system: 'data', services: [server], changes: [], effect: 'changes', stage: 'carry' },
    does: `carries database ${name} to where ${server} keeps it from now on`,
    run: { kind: 'by-hand', what: `stop ${service} before it is saved, ${what}, and start it` },
    interrupts: [
      { who: [service], what: `${service} is stopped while its data are carried`, lasts: 'as long as copying takes' },
    ],
    back: { how: 'the old server still has all of it: nothing was taken from there', run: [] },
  }
}

/** What is no longer saved is in an archive of before. */
function unsaved({ before, changes }: Ground): readonly Draft[] {
  const ends = changes.filter(
    ({ system, kind, subject }) => system === 'backups' && kind === 'removed' && !subject.startsWith('repository '),
  )
  const savers = before.services.filter(({ backsUp }) => backsUp !== undefined)
  if (ends.length === 0) return []
  return savers.flatMap(saver => {
    const step = backUp(saver)
    return step === undefined
      ? []
      : [save({ id: step.to, service: saver.name, what: 'what it saves', backup: { by: 'dump' }, saver })]
  })
}

/** A StatefulSet's claims are its own: its template makes only new ones. */
function grown({ was, after }: Ground): readonly Draft[] {
  return after.services.flatMap(service => {
    const old = was.service(service.name)
    return claimsOf(service).flatMap(({ id, made, claim, namespace, volume }): readonly Draft[] => {
      const before = old === undefined ? undefined : claimsOf(old).find(each => each.id === id)
      if (before === undefined || made !== 'claim-template') return []
      if (quantityValue(before.volume.size) >= quantityValue(volume.size)) return []
      return [
        {
          ...{
            id: `${id}#grow`,
            system: 'kubernetes',
            services: [service.name],
            changes: [],
            effect: 'changes',
            stage: 'carry',
          },
          does: `grows claim ${claim}`,
          run: {
            kind: 'by-hand',
            what: `ask for ${volume.size} in claim ${namespace}/${claim} itself, where its class lets claims grow: the template makes only new ones`,
          },
          back: { none: 'a claim can only grow' },
        },
      ]
    })
  })
}
