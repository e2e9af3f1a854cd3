import type { ChangeFacet, ToJudge } from '@homelab/estate/model'

/** The configuration is a template, compared by lines: its keys are the last step of a change's path. */
function isConfiguration({ change, path }: ToJudge): boolean {
  const [file = ''] = path
  return (
    change.system === 'ansible' &&
    /^templates\/config\.ya?ml\.j2$/.test(file) &&
    change.file?.includes('borgmatic') === true
  )
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
        return { danger: 'destroys', why: 'it is no longer saved; archives of before are pruned by and by' }
      },
    },
  ],
}
