import type { ApplicationQuestion, OtherApplicationsQuestion } from '../check.ts'
import { type Answer, down, unknown, up, warning } from './answer.ts'
import type { Asking } from './asking.ts'

/** https://argo-cd.readthedocs.io/en/stable/user-guide/status/ */
interface Application {
  readonly metadata: { readonly name: string }
  readonly status?: {
    readonly sync?: { readonly status?: string }
    readonly health?: { readonly status?: string }
    readonly operationState?: { readonly phase?: string; readonly message?: string }
  }
}

const KIND = 'applications.argoproj.io'

export async function askApplication(question: ApplicationQuestion, { clusters }: Asking): Promise<Answer> {
  const { context, namespace, name } = question
  const listing = await clusters.list<Application>(context, KIND, namespace)
  if ('problem' in listing) return unknown(listing.problem)
  const application = listing.items.find(({ metadata }) => metadata.name === name)
  return application === undefined ? down('not there') : judge(application)
}

/** What Argo CD holds and the estate does not know. */
export async function askOtherApplications(question: OtherApplicationsQuestion, { clusters }: Asking): Promise<Answer> {
  const { context, namespace, known } = question
  const listing = await clusters.list<Application>(context, KIND, namespace)
  if ('problem' in listing) return unknown(listing.problem)
  const others = listing.items.filter(({ metadata }) => !known.includes(metadata.name))
  if (others.length === 0) return up('none')
  const words = others.map(other => `${other.metadata.name} (${judge(other).detail})`).join(', ')
  return others.some(other => judge(other).state === 'down') ? down(words) : warning(words)
}

/**
 * Out of sync fails, and so does what the last sync did not bring about: an object that the API server refused can show
 * as synced. A health that is not good is shown, as is what is under way.
 */
function judge({ status }: Application): Answer {
  const { sync, health } = { sync: status?.sync?.status, health: status?.health?.status }
  const words = `${sync ?? 'no sync status'}, ${health ?? 'no health'}`
  const { phase = '', message = '' } = status?.operationState ?? {}
  if (phase === 'Failed' || phase === 'Error') return down(`${words}, but the last sync: ${phase}, ${message}`)
  if (sync === 'OutOfSync') return down(words)
  if (sync !== 'Synced') return unknown(words)
  return health === 'Healthy' ? up(words) : warning(words)
}
