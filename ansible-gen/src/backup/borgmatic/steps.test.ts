import { host } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { onHost } from '../../runs/commands.ts'
import { borgmaticExporter } from './exporter.ts'
import type { BorgmaticSettings } from './settings.ts'
import { steps } from './steps.ts'

test('a backup by hand is the action whose record tells how old the newest backup is', () => {
  const box = host('box', { platform: 'linux', role: 'makes backups' })
  const settings = { runner: '/bin/backups', command: ['borgmatic'], configuration: '/etc/b.yaml' }
  const found = steps('safe', { settings: settings as unknown as BorgmaticSettings, host: box })
  const action = borgmaticExporter.backups?.makes ?? ''
  expect(action).toBe('create')
  expect(found.find(({ does }) => does === 'back-up')?.run).toEqual(onHost(box, '/bin/backups', action))
})
