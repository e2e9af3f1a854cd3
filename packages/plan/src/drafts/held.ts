/** What services keep, and where. */
import { type Change, type Cluster, type HeldVolume, known, quantityValue } from '@homelab/estate/model'
import type { Ground } from '../ground.ts'
import type { Group } from '../order/held.ts'

type Claimed = Extract<HeldVolume, { readonly on: 'claim' }>

export function claimsOf({
  runs,
}: {
  readonly runs: { readonly volumes: 'unknown' | readonly HeldVolume[] }
}): readonly Claimed[] {
  return known(runs.volumes).filter(volume => volume.on === 'claim')
}

/** Whether a change is of what is rendered for a cluster. */
export function isOf({ file }: Change, cluster: Pick<Cluster, 'source'> | undefined): boolean {
  return cluster !== undefined && file?.startsWith(`${cluster.source.folder}/`) === true
}

/** A claim whose data go with it. */
export function claimGoes({ danger, subject, path, kind }: Change): boolean {
  return (
    danger === 'destroys' && kind === 'removed' && path === undefined && subject.startsWith('PersistentVolumeClaim ')
  )
}

/** The claims that go with their data; what a share holds stays there. */
export function lostClaims(
  { was }: Ground,
  services: readonly string[],
  changes: readonly Change[],
): readonly string[] {
  const gone = new Set(changes.filter(claimGoes).map(({ subject }) => subject))
  return services
    .flatMap(name => was.service(name) ?? [])
    .flatMap(claimsOf)
    .filter(({ claim, namespace }) => gone.has(`PersistentVolumeClaim ${namespace}/${claim}`))
    .map(({ claim, namespace }) => `claim ${namespace}/${claim}`)
}

/** Database servers whose object goes, and takes its volumes with it: no delivery renders those. */
export function lostServers(
  { was }: Ground,
  { services, by }: Pick<Group, 'services' | 'by'>,
  changes: readonly Change[],
): readonly string[] {
  const goes = changes.some(
    ({ danger, kind, path, subject }) =>
      danger === 'destroys' && kind === 'removed' && path === undefined && !subject.startsWith(`${by.groupKind} `),
  )
  return services.flatMap(name =>
    goes && was.service(name)?.runs.databaseServer !== undefined ? [`server ${name}`] : [],
  )
}

/** The claims that grow in place. */
export function grownVolumes({ was, is }: Ground, services: readonly string[]): readonly Claimed[] {
  return services.flatMap(name => {
    const [before, after] = [was.service(name), is.service(name)]
    if (before === undefined || after === undefined) return []
    return claimsOf(after).filter(one => {
      const old = claimsOf(before).find(({ id }) => id === one.id)
      return (
        one.made === 'claim' &&
        old?.claim === one.claim &&
        quantityValue(old.volume.size) < quantityValue(one.volume.size)
      )
    })
  })
}

/** Databases and volumes, as people call them. */
export function heldOf({ was }: Ground, service: string): readonly string[] {
  const own = was.service(service)
  return [
    ...was.databasesFor(service).map(({ name }) => `database ${name}`),
    ...(own === undefined
      ? []
      : known(own.runs.volumes).flatMap(volume => ('volume' in volume ? [volume.volume.holds] : []))),
  ]
}
