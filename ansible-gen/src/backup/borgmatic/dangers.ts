import { type ChangeFacet, type ChangeValue, settingsIn, type ToJudge } from '@homelab/estate/model'
import { borgmaticSlot } from './settings.ts'

/**
 * The configuration is a template of the role that has the settings, however that is called.
 */
function isConfiguration({ change, path: [file = ''], estates: { before, after } }: ToJudge): boolean {
  if (change.system !== 'ansible') return false
  const services = [before, after].flatMap(estate => estate?.services ?? [])
  // Where nothing is stated that could be read, the names of the files are all that there is.
  if (services.length === 0)
    return /^templates\/config\.ya?ml\.j2$/.test(file) && change.file?.includes('borgmatic') === true
  return services
    .filter(({ runs }) => runs.deliveries.some(each => each.by === 'ansible' && `role ${each.role}` === change.subject))
    .flatMap(service => settingsIn(service, borgmaticSlot))
    .some(({ configuration }) => file === `templates/${configuration.slice(configuration.lastIndexOf('/') + 1)}.j2`)
}

export const borgmaticChanges: ChangeFacet = {
  rules: [
    {
      name: 'retention-shrinks',
      judge: toJudge => {
        const { before, after } = toJudge.change
        const key = toJudge.path.at(-1) ?? ''
        if (!isConfiguration(toJudge) || !key.startsWith('keep_')) return undefined
        return after === undefined || Number(after) < Number(before)
          ? { danger: 'destroys', why: 'the next run prunes the archives that are no longer kept' }
          : undefined
      },
    },
    {
      name: 'repository-goes',
      judge: toJudge => {
        const { change, path } = toJudge
        if (!isConfiguration(toJudge) || change.kind !== 'removed' || !path.includes('repositories')) return undefined
        return { danger: 'destroys', why: 'nothing is saved there any more; its archives stay, and grow old' }
      },
    },
    {
      name: 'source-goes',
      judge: toJudge => {
        const { change, path } = toJudge
        const lists = ['source_directories', 'postgresql_databases', 'sqlite_databases', 'mariadb_databases']
        if (!isConfiguration(toJudge) || change.kind === 'added' || !path.some(step => lists.includes(step)))
          return undefined
        // A list that only got longer.
        if (change.kind === 'changed' && everyOne(change.before, change.after)) return undefined
        return { danger: 'destroys', why: 'it is no longer saved; archives of before are pruned over time' }
      },
    },
  ],
}

/** Whether all that one list has is in another. */
function everyOne(before: ChangeValue | undefined, after: ChangeValue | undefined): boolean {
  return Array.isArray(before) && Array.isArray(after) && before.every(each => after.includes(each))
}
