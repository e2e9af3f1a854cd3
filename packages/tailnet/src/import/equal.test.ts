import { expect, test } from 'vitest'
import { equalPolicies } from './equal.ts'

const grant = { src: ['tag:a'], dst: ['tag:b'], ip: ['22'] }

test('what an entry leaves out is as good as what it does not say, and its text says nothing', () => {
  const said = { grants: [{ ...grant, srcPosture: undefined, via: [], reason: 'b' }] }
  expect(equalPolicies({ grants: [{ ...grant, reason: 'a' }] }, said as never)).toEqual({ differences: [] })
})

test('an entry that says something else differs', () => {
  const { differences } = equalPolicies({ grants: [grant] }, { grants: [{ ...grant, ip: ['23'] }] })
  expect(differences.map(({ section }) => section)).toEqual(['grants'])
})
