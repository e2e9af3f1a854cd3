/** Rights of every ServiceAccount, asked of the live API server. */
import type { Identity } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Asked, Wrong } from '../asked.ts'
import { applicationOfObject, type KubeObject } from '../objects.ts'
import {
  type Account,
  differing,
  doingText,
  forbidden,
  grantedBy,
  needed,
  ofStores,
  type Question,
  type Rules,
  reviewOf,
  saidOf,
  type Used,
  userOf,
} from '../rights/index.ts'
import type { ControlPlane } from './control-plane.ts'
import { listed } from './listed.ts'

const operator = 'external-secrets.io'

interface PodSpec {
  readonly serviceAccountName?: string
  readonly containers?: readonly { readonly image?: string }[]
  readonly initContainers?: readonly { readonly image?: string }[]
}

interface Template {
  readonly template?: { readonly spec?: PodSpec }
  readonly jobTemplate?: { readonly spec: Template }
}

export async function rights(plane: ControlPlane, identities: readonly Identity[]): Promise<readonly Asked[]> {
  const list = (what: string): Promise<readonly KubeObject[]> => listed(plane, what)
  const workloads = await list('deployments,statefulsets,daemonsets,cronjobs')
  const accounts = (await list('serviceaccounts')).filter(({ metadata }) => !metadata.namespace?.startsWith('kube-'))
  const used = accounts.map(
    (account): Used => ({ ...accountOf(account), images: imagesOf(accountOf(account), workloads) }),
  )
  const secrets = await list('secrets')
  const withSecrets = new Set(secrets.flatMap(({ metadata }) => metadata.namespace ?? []))
  const [stores, externals] = [await list(`secretstores.${operator}`), await list(`externalsecrets.${operator}`)]
  const owners = ownersOf(accounts, workloads)
  const wrongOf = (account: Account, what: string): Wrong => ({
    ...present({ application: owners.get(userOf(account)) }),
    what: `${account.namespace}/${account.name} ${what}`,
  })
  const answered = async (questions: readonly Question[], what: string): Promise<Asked> => {
    const answers = await review(plane, questions)
    const wrong = questions.filter(({ allowed }, index) => answers[index] !== allowed)
    return {
      ...{ what, count: questions.length },
      wrong: wrong.map(each =>
        wrongOf(each, `${each.allowed ? 'may not' : 'may'} ${doingText(each.doing)}: ${each.why}`),
      ),
    }
  }
  // Without its account no pod of an Application comes up, which its row tells.
  const there = new Set(accounts.map(each => userOf(accountOf(each))))
  const own = identities.filter(({ namespace = '', name }) => there.has(userOf({ namespace, name })))
  const said = await asSaid(plane, own)
  return [
    {
      what: 'accounts that may what the estate says, and nothing else',
      count: said.count,
      wrong: said.wrong.map(({ account, what }) => wrongOf(account, what)),
    },
    await answered(needed(used), 'rights that a program needs'),
    await answered(ofStores(stores, externals, secrets), 'Secrets that a store may copy, or not'),
    await answered(forbidden(used, [...withSecrets]), 'rights that nobody may have'),
  ]
}

async function asSaid(plane: ControlPlane, identities: readonly Identity[]) {
  const wrong: { readonly account: Account; readonly what: string }[] = []
  let count = 0
  const everybody = new Map<string, ReadonlySet<string>>()
  for (const identity of identities) {
    const said = saidOf(identity)
    const { name, namespace = '' } = identity
    if (said === undefined) continue
    count += 1
    for (const within of new Set([namespace, ...said.keys()].filter(each => each !== ''))) {
      const nobody = everybody.get(within) ?? (await granted(plane, within, { namespace, name: 'nobody-of-this-name' }))
      everybody.set(within, nobody)
      const own = await granted(plane, within, { namespace, name })
      wrong.push(...differing(said, within, own, nobody).map(what => ({ account: { namespace, name }, what })))
    }
  }
  return { count, wrong }
}

async function granted(plane: ControlPlane, namespace: string, account: Account): Promise<ReadonlySet<string>> {
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } }
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`, 'system:authenticated']
  const as = [`--as=${userOf(account)}`, ...groups.map(group => `--as-group=${group}`)]
  const { stdout, stderr } = await plane.kubectl(
    ['create', '--validate=false', '--filename', '-', '--output=json', ...as],
    {
      input: JSON.stringify(review),
    },
  )
  if (stdout === '') throw new Error(stderr)
  return grantedBy((JSON.parse(stdout) as { readonly status: Rules }).status)
}

/** All in one start of kubectl, which prints each answer by itself. */
async function review(plane: ControlPlane, questions: readonly Question[]): Promise<readonly boolean[]> {
  if (questions.length === 0) return []
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: questions.map(reviewOf) })
  const words = ['create', '--validate=false', '--filename', '-', '--output=jsonpath={.status.allowed}{"\\n"}']
  const { stdout, stderr } = await plane.kubectl(words, { input })
  const answers = stdout.split('\n').filter(line => line !== '')
  if (answers.length !== questions.length) throw new Error(`${questions.length} rights were asked: ${stderr}`)
  return answers.map(answer => answer === 'true')
}

function accountOf({ metadata: { name, namespace = '' } }: KubeObject): Account {
  return { namespace, name }
}

function specOf(workload: KubeObject): PodSpec {
  const spec = workload['spec'] as Template
  return (spec.jobTemplate?.spec ?? spec).template?.spec ?? {}
}

function has({ name, namespace }: Account, workload: KubeObject): boolean {
  return workload.metadata.namespace === namespace && (specOf(workload).serviceAccountName ?? 'default') === name
}

function imagesOf(account: Account, workloads: readonly KubeObject[]): readonly string[] {
  return workloads
    .filter(workload => has(account, workload))
    .map(specOf)
    .flatMap(({ containers = [], initContainers = [] }) => [...containers, ...initContainers])
    .flatMap(({ image }) => image ?? [])
}

/** Whose an account is: of who delivers it, or else of who delivers a workload that has it. */
function ownersOf(accounts: readonly KubeObject[], workloads: readonly KubeObject[]): ReadonlyMap<string, string> {
  return new Map(
    accounts.flatMap(each => {
      const account = accountOf(each)
      const owner = [each, ...workloads.filter(workload => has(account, workload))].map(applicationOfObject)
      const found = owner.find(name => name !== undefined)
      return found === undefined ? [] : [[userOf(account), found] as const]
    }),
  )
}
