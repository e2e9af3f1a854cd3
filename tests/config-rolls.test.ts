import { type Estate, service, text } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { fixture, pod } from './findings/parts.ts'
import { render } from './support/render.ts'

function reading(content: string, title = 'Web'): Estate {
  return fixture(import.meta, {
    services: [
      service(import.meta, 'web', {
        title,
        summary: 'web',
        ports: {},
        workload: pod({ volumes: [configMap('config', 'web-config', { 'app.conf': text(content) })] }),
      }),
    ],
  })
}

function deploymentOf(estate: Estate): string | undefined {
  return render(estate).files.get('argocd/manifests/web/Deployment-web.yaml')
}

test('a file that changes changes the pods that read it, and nothing else does', () => {
  const before = deploymentOf(reading('a'))
  expect(before).toMatch(/checksum\/config: [0-9a-f]{64}$/m)
  expect(deploymentOf(reading('a', 'The web'))).toBe(before)
  const after = deploymentOf(reading('b'))
  expect(after).not.toBe(before)
  const withoutHash = (yaml = ''): string => yaml.replace(/checksum\/config: .*/, '')
  expect(withoutHash(after)).toBe(withoutHash(before))
})
