import { host } from '@homelab/estate/model'
import { command, commandText } from '@homelab/formats/page'
import { expect, test } from 'vitest'
import { ssh } from './programs.ts'

test('a remote command is one word, which the other shell reads', () => {
  const mac = host('mac', { platform: 'macos', role: 'x', user: 'ann', brewPrefix: '/opt/homebrew' })
  expect(commandText(ssh(mac, command('tail', '/a b')))).toBe("ssh ann@mac 'tail '\\''/a b'\\'''")
})
