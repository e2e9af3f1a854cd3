import { expect, test } from 'vitest'
import generated from './bench/apps/services-10/estate.ts'
import { openFindings, render } from './support/render.ts'

test('the estate that is measured has no finding: with one nothing would be rendered', () => {
  expect(openFindings(render(generated).findings)).toEqual([])
})
