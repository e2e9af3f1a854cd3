import type { DeliveredQuestion, OthersDeliveredQuestion } from '../check.ts'
import { type Answer, down, unknown, up, warning } from './answer.ts'
import type { Asking } from './asking.ts'

interface Named {
  readonly metadata: { readonly name: string }
}

export async function askDelivered({ context, by, name }: DeliveredQuestion, { clusters }: Asking): Promise<Answer> {
  const listing = await clusters.list<Named>(context, by.resource, by.namespace)
  if ('problem' in listing) return unknown(listing.problem)
  const found = listing.items.find(({ metadata }) => metadata.name === name)
  return found === undefined ? down('not there') : by.judge(found)
}

/** What the delivery holds and the estate does not know. */
export async function askOthersDelivered(question: OthersDeliveredQuestion, { clusters }: Asking): Promise<Answer> {
  const { context, by, known } = question
  const listing = await clusters.list<Named>(context, by.resource, by.namespace)
  if ('problem' in listing) return unknown(listing.problem)
  const others = listing.items.filter(({ metadata }) => !known.includes(metadata.name))
  if (others.length === 0) return up('none')
  const words = others.map(other => `${other.metadata.name} (${by.judge(other).detail})`).join(', ')
  return others.some(other => by.judge(other).state === 'down') ? down(words) : warning(words)
}
