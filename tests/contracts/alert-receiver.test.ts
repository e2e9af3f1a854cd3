import { receiverPart, sightParts } from '@homelab/observability'
import { describe, expect, test } from 'vitest'
import { receiverParts } from '../../packages/observability/src/receivers/receiver.ts'
import { receivers } from '../support/receivers.ts'
import { alertReceiverContract } from './alert-receiver.ts'

/** One that no package knows. */
interface Pager {
  readonly kind: 'pager'
  readonly key: string
}
const pager: Pager = { kind: 'pager', key: 'pager-key' }
const pagerReceiver = receiverPart<Pager>('pager', {
  reads: ({ key }) => [key],
  settings: ({ key }, path) => ({ pagerduty_configs: { routing_key_file: path(key) } }),
})

const parts = [...sightParts, pagerReceiver]
const samples = [...receivers, pager]

describe.each(samples)('$kind', sample => alertReceiverContract(parts, sample))

test('every kind that is registered has its sample', () => {
  const kinds = receiverParts.all(parts).flatMap(part => part.kinds)
  expect(samples.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted())
})
