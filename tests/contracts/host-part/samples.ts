/** Hosts on which samples of programs run, and a file that they read. */
import { file, type HostFile, pieces } from '@homelab/ansible-gen'
import { host } from '@homelab/estate'
import { secrets } from '../../findings/parts.ts'

export const mac = host('mac', {
  platform: 'macos',
  role: 'x',
  user: 'ann',
  home: '/Users/ann',
  brewPrefix: '/opt/homebrew',
})
export const box = host('box', {
  platform: 'linux',
  role: 'x',
  user: 'ann',
  home: '/home/ann',
  ownedPaths: ['/etc/systemd/system', '/etc/containers/systemd'],
})

export function withSecret(home: string): readonly HostFile[] {
  return [file(`${home}/environment`, '0600', pieces('TOKEN=', secrets.app.password, '\n'))]
}

/** What is no answer at all. */
export const nonsense = { stdout: 'Welcome!' }
