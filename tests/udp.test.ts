import { expect, test } from 'vitest'
import fixture from './findings/valid/udp-beside-tcp.ts'
import { objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

test('a port that speaks UDP does so in the Service and in the pod', () => {
  const objects = objectsIn(render(fixture).files)
  const find = (kind: string) => objects.find(object => object.kind === kind)?.spec
  expect(find('Service').ports).toEqual([
    { name: 'play', port: 7777, targetPort: 7777, protocol: 'UDP', nodePort: 30777 },
    { name: 'chat', port: 7777, targetPort: 7777, protocol: 'TCP', nodePort: 30777 },
  ])
  expect(find('Deployment').template.spec.containers[0].ports).toEqual([
    { name: 'play', containerPort: 7777, protocol: 'UDP' },
    { name: 'chat', containerPort: 7777 },
  ])
})
