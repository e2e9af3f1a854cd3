import type { Finding } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'
import type { Member } from '../group.ts'
import type { Application } from './application.ts'

/** The server applies, and says what it would make of an object. */
export const appliesByServer = 'ServerSideApply=true'

/** Options that Argo CD would not read, or of which it would read one: it takes any text. */
export function checkSyncOptions(members: readonly Pick<Member, 'application' | 'service'>[]): Finding[] {
  return members.flatMap(({ application, service }) => {
    const options = optionsOf(application)
    return options.flatMap((option, index): Finding[] => {
      const wrong = wrongIn(option, options.slice(0, index))
      if (wrong === undefined) return []
      const path = `application ${application.name}.syncOptions`
      return [{ where: { subject: service.name, path, file: service.file }, got: option, ...wrong }]
    })
  })
}

type Wrong = Pick<Finding, 'code' | 'problem' | 'fix'>

function wrongIn(option: string, before: readonly string[]): Wrong | undefined {
  const [name = '', value = ''] = option.split('=')
  // Said by hand it would decide alone whether syncs undo what is ignored.
  if (name === 'RespectIgnoreDifferences')
    return { code: 'duplicate-setting', problem: 'this option comes with `ignoreDifferences`', fix: 'leave it out' }
  if (!known.includes(name))
    return {
      code: 'unknown-word',
      problem: `Argo CD has no such option${didYouMean(name, known)}`,
      fix: 'correct its name',
    }
  const allowed = valuesOf[name] ?? onOff
  if (!allowed.includes(value))
    return {
      code: 'unknown-word',
      problem: 'Argo CD takes no notice of an option with such a value',
      fix: `say ${allowed.map(each => `${name}=${each}`).join(' or ')}`,
    }
  return before.some(other => other.startsWith(`${name}=`))
    ? { code: 'duplicate-setting', problem: 'this option is set already', fix: 'say one of the two' }
    : undefined
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
const known: readonly string[] = [
  ...['ApplyOutOfSyncOnly', 'ClientSideApplyMigration', 'CreateNamespace', 'Delete', 'FailOnSharedResource', 'Force'],
  ...['Prune', 'PruneLast', 'PrunePropagationPolicy', 'Replace', 'RespectIgnoreDifferences', 'ServerSideApply'],
  ...['SkipDryRunOnMissingResource', 'Validate'],
]

const onOff: readonly string[] = ['true', 'false']

/** Of those that are more than switched on or off. */
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  Delete: [...onOff, 'confirm'],
  Prune: [...onOff, 'confirm'],
  PrunePropagationPolicy: ['background', 'foreground', 'orphan'],
}

function optionsOf({ syncOptions = [] }: Application): readonly string[] {
  return syncOptions
}
