import { describe, expect, test } from 'vitest'
import { borgmaticCollector } from '../backup/borgmatic/collector.ts'
import { recorderScript, recordingHooks } from '../backup/borgmatic/recorder.ts'
import { jellyfinCollector } from './jellyfin.ts'
import { minikubeCollector } from './minikube.ts'
import { powerCollector } from './power.ts'
import { zotCollector } from './zot.ts'

const marker = ['Managed; do not edit.', 'Rendered from services/example.ts']
const textfiles = '/var/textfile'

describe('the whole text of', () => {
  test('borgmatic', async () => {
    const script = borgmaticCollector({
      marker,
      output: `${textfiles}/borgmatic.prom`,
      borg: '/opt/bin/borg',
      jq: '/opt/bin/jq',
      repository: '/backups/borg/',
      label: 'nas',
      passCommand: 'cat /home/someone/passphrase',
      groups: [
        { label: 'Documents', pathPrefix: '/home/someone/Documents' },
        { label: 'Notes', pathPrefix: '/home/someone/notes/' },
      ],
      records: '/home/someone/.local/state/borgmatic-runs',
      actions: ['create', 'check', 'restore-test'],
      timeoutSeconds: 900,
      lockWaitSeconds: 600,
    })
    await expect(script).toMatchFileSnapshot('snapshots/borgmatic.sh')
  })

  test('the recorder', async () => {
    const script = recorderScript({ marker, records: '/home/someone/.local/state/borgmatic-runs' })
    await expect(script).toMatchFileSnapshot('snapshots/record.sh')
  })

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

test('each action is recorded when it ends well and when it fails', () => {
  expect(recordingHooks("/home/some one's/record", ['create', 'check'])).toEqual([
    {
      after: 'action',
      when: ['create'],
      states: ['finish'],
      run: [String.raw`'/home/some one'\''s/record' create finish`],
    },
    {
      after: 'action',
      when: ['create'],
      states: ['fail'],
      run: [String.raw`'/home/some one'\''s/record' create fail`],
    },
    {
      after: 'action',
      when: ['check'],
      states: ['finish'],
      run: [String.raw`'/home/some one'\''s/record' check finish`],
    },
    { after: 'action', when: ['check'], states: ['fail'], run: [String.raw`'/home/some one'\''s/record' check fail`] },
  ])
})
