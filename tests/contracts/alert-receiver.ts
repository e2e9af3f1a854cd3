/** What every kind of receivers of alerts keeps. */
import type { Part } from '@homelab/estate/model'
import type { AlertReceiver } from '@homelab/observability'
import { expect, test } from 'vitest'
import { receiverParts } from '../../packages/observability/src/receivers/receiver.ts'

/** @param sample a receiver of the kind that uses all that it can */
export function alertReceiverContract(parts: readonly Part[], sample: AlertReceiver): void {
  const part = receiverParts.of(parts, sample.kind)
  const files = part?.reads(sample) ?? []
  const settings = part?.settings(sample, file => `/secrets/${file}`) ?? {}

  test('is of its kind, and plain data', () => {
    expect(part?.kinds).toEqual([sample.kind])
    expect(JSON.parse(JSON.stringify(sample))).toEqual(sample)
  })

  test('reads the secret files that it says, by their path', () => {
    expect(files.length).toBeGreaterThan(0)
    expect(
      valuesOf(settings)
        .filter(value => value.startsWith('/secrets/'))
        .toSorted(),
    ).toEqual(files.map(file => `/secrets/${file}`).toSorted())
  })

  test('gives no secret, only files', () => {
    const keys = JSON.stringify(settings).match(/"(?:url|auth_password|credentials|bearer_token|api_key|token)":/g)
    expect(keys).toBeNull()
  })

  test('stands in lists of Alertmanager', () => {
    expect(Object.keys(settings).length).toBeGreaterThan(0)
    expect(Object.keys(settings).every(list => list.endsWith('_configs'))).toBe(true)
  })
}

function valuesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesOf) : []
}
