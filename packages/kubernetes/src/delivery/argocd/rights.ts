import type { Finding, ServiceWithWorkload } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'

/** Rows of Argo CD's policy that let nobody in, or say a word that it does not know: it reads any text without a complaint. */
export function checkRights(services: readonly ServiceWithWorkload[]): Finding[] {
  return services.flatMap(({ name: subject, file, workload }) => {
    const { configMapPatches = {} } = workload as { readonly configMapPatches?: Patches }
    const { 'policy.csv': policy = '', 'policy.default': everybody = '' } = configMapPatches['argocd-rbac-cm'] ?? {}
    const rows = policy.split('\n').filter(row => row !== '')
    return wrongIn(rows, accountsIn(configMapPatches['argocd-cm'] ?? {}), everybody).map(
      (wrong): Finding => ({ where: { subject, path: 'workload.policy', file }, ...wrong }),
    )
  })
}

type Patches = Readonly<Record<string, Readonly<Record<string, string>>>>
type Wrong = Omit<Finding, 'where'>

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#rbac-resources-and-actions */
const resources: readonly string[] = [
  ...['accounts', 'applications', 'applicationsets', 'certificates', 'clusters', 'exec', 'extensions', 'gpgkeys'],
  ...['logs', 'projects', 'repositories', 'write-repositories', '*'],
]
const actions: readonly string[] = [
  ...['action', 'create', 'delete', 'get', 'invoke', 'override', 'sync', 'update', '*'],
]
const builtIn: readonly string[] = ['role:admin', 'role:readonly']

/**
 * Nothing where people come from elsewhere: whom that knows, nobody knows here.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/
 */
function accountsIn(settings: Readonly<Record<string, string>>): readonly string[] | undefined {
  if (settings['oidc.config'] !== undefined || settings['dex.config'] !== undefined) return undefined
  return ['admin', ...Object.keys(settings).flatMap(key => /^accounts\.([^.]+)$/.exec(key)?.[1] ?? [])]
}

/** @param everybody the role of whoever has logged in */
function wrongIn(
  rows: readonly string[],
  accounts: readonly string[] | undefined,
  everybody: string,
): readonly Wrong[] {
  const read = rows.map(row => row.split(',').map(each => each.trim()))
  const allowed = read.flatMap(([kind, subject = '']) => (kind === 'p' ? [subject] : []))
  const given = read.flatMap(([kind, , role = '']) => (kind === 'g' ? [role] : []))
  return read.flatMap(([kind, subject = '', ...rest], index): Wrong[] => {
    const got = rows[index] ?? ''
    if (rows.indexOf(got) < index)
      return [{ code: 'duplicate-setting', problem: 'the row stands twice', got, fix: 'say it once, or what is meant' }]
    if (kind === 'g') {
      const [role = ''] = rest
      if (allowed.includes(role) || builtIn.includes(role)) return []
      return [{ code: 'unprovided-reference', problem: 'the role is allowed nothing', got, fix: 'correct its name' }]
    }
    if (/^\w+:/.test(subject) && !/^(?:role|proj):/.test(subject))
      return [{ code: 'unknown-word', problem: 'a role begins with `role:`', got: subject, fix: 'correct its name' }]
    const [resource = '', action = ''] = rest
    const word = !resources.includes(resource) ? resource : actions.includes(action.split('/')[0] ?? '') ? '' : action
    if (word !== '')
      return [
        {
          code: 'unknown-word',
          problem: `Argo CD has no such resource or action${didYouMean(word, word === resource ? resources : actions)}`,
          got: word,
          fix: 'correct the word',
        },
      ]
    if (given.includes(subject) || builtIn.includes(subject) || subject === everybody) return []
    if (accounts === undefined ? !subject.startsWith('role:') : accounts.includes(subject)) return []
    return [
      {
        code: 'unprovided-reference',
        problem: 'nobody is a member of the role, and no account has this name',
        got: subject,
        fix: 'correct it, or give it a member',
      },
    ]
  })
}
