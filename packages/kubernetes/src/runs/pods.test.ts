import { image } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { expect, test } from 'vitest'
import { containersOf, running } from './pods.ts'

const own = { name: 'app', image: image('example.org/app', '1.0.0') }

test('a container is restricted where its security context takes something away', () => {
  const restricted = (security?: object): boolean => running({ ...own, ...present({ security }) }).restricted
  expect([restricted(), restricted({ privileged: true }), restricted({ readOnlyRootFilesystem: true })]).toEqual([
    false,
    false,
    true,
  ])
  const written = containersOf({ containers: [{ name: 'app', securityContext: { privileged: true } }] })
  expect(written.map(each => each.restricted)).toEqual([false])
})
