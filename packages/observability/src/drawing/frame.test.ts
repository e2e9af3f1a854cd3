import { expect, test } from 'vitest'
import { variable } from './frame.ts'

test('a choice is sorted by name, and takes one or all as it is told', () => {
  const choice = { name: 'host', label: 'Host', query: 'label_values(host)', refresh: 2 } as const
  // https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/: 1 is alphabetical, ascending.
  expect(variable(choice)).toMatchObject({ sort: 1, multi: false, includeAll: false })
  expect(variable({ ...choice, multi: true })).toMatchObject({ sort: 1, multi: true, includeAll: true })
})
