import { describe, expect, test } from 'vitest'
import { jellyfinCollector } from './jellyfin.ts'
import { minikubeCollector } from './minikube.ts'
import { powerCollector } from './power.ts'
import { zotCollector } from './zot.ts'

const marker = ['Managed; do not edit.', 'Rendered from services/example.ts']
const textfiles = '/var/textfile'

describe('the whole text of', () => {
  test('jellyfin', async () => {
    const script = jellyfinCollector({
      marker,
      output: `${textfiles}/jellyfin.prom`,
      url: 'http://localhost:8096',
      keyFile: '/home/someone/.key',
      jq: '/opt/bin/jq',
      timeoutSeconds: 10,
    })
    await expect(script).toMatchFileSnapshot('snapshots/jellyfin.sh')
  })

  test('minikube', async () => {
    const script = minikubeCollector({
      marker,
      output: `${textfiles}/minikube.prom`,
      minikube: '/opt/bin/minikube',
      kubectl: '/opt/bin/kubectl',
      jq: '/opt/bin/jq',
      profile: 'lab',
      timeoutSeconds: 15,
    })
    await expect(script).toMatchFileSnapshot('snapshots/minikube.sh')
  })

  test('power', async () => {
    const output = `${textfiles}/macos_power.prom`
    const script = powerCollector({ marker, output, powermetrics: '/usr/bin/powermetrics', timeoutSeconds: 15 })
    await expect(script).toMatchFileSnapshot('snapshots/power.sh')
  })

  test('zot', async () => {
    const output = `${textfiles}/zot.prom`
    const script = zotCollector({ marker, output, url: 'http://localhost:5050/v2/_catalog', timeoutSeconds: 10 })
    await expect(script).toMatchFileSnapshot('snapshots/zot.sh')
  })
})
