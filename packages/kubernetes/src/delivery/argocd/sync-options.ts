import type { Finding } from '@homelab/estate/model'
import type { Member } from '../group.ts'
import type { Application } from './application.ts'

/** An option that comes with `ignoreDifferences`: said by hand it would decide alone whether syncs undo what is ignored. */
export function checkSyncOptions(members: readonly Pick<Member, 'application' | 'service'>[]): Finding[] {
  return members.flatMap(({ application, service }) =>
    optionsOf(application)
      .filter(option => option.startsWith('RespectIgnoreDifferences='))
      .map(option => ({
        code: 'duplicate-setting',
        where: { subject: service.name, path: `application ${application.name}.syncOptions`, file: service.file },
        problem: 'this option comes with `ignoreDifferences`',
        got: option,
        fix: 'leave it out',
      })),
  )
}

function optionsOf({ syncOptions = [] }: Application): readonly string[] {
  return syncOptions
}
