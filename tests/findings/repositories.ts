import type { BorgmaticSettings } from '@homelab/ansible-gen'
import { accept, daily, folder, type Service, saved, service } from '@homelab/estate'
import { type BorgmaticFacts, borgmaticOn, borgmaticSettings } from '@homelab/services'
import { server } from './linux.ts'

/** A repository on a server, right in every way but for the key: one of a test, which nobody has. */
export const ssh = {
  user: 'someone',
  host: 'borg.example.net',
  hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA',
} as const

/** What an offsite repository that others prune says of itself. */
export const offsite = {
  path: '/home/someone/borg',
  label: 'offsite',
  encryption: 'repokey',
  appendOnly: true,
  ssh,
  prunedBy: 'the server, each month',
} as const

/** A folder of the server that is saved. */
const letters = '/home/someone/letters'

/** A service that saves the letters, into a repository on the server itself where nothing else is said. */
export function saving(name: string, facts: Partial<BorgmaticFacts> = {}): Service {
  return service(import.meta, name, {
    ...savingOn(
      borgmaticSettings(server, {
        name,
        repository: { path: `/mnt/${name}`, label: name, encryption: 'repokey', appendOnly: false },
        ...(facts.repository?.prunedBy === undefined && { keep: { daily: 7, monthly: 12, yearly: 1 } }),
        passCommand: 'cat /home/someone/.passphrase',
        postgresVersion: 18,
        ...facts,
      }),
      name,
    ),
    accepts: [accept('unwatched-backup', 'somebody looks', 'backsUp')],
  })
}

function savingOn(settings: BorgmaticSettings, name: string): ReturnType<typeof borgmaticOn> {
  return borgmaticOn(server, {
    ...{ settings, job: name, how: 'Install it with pipx.', schedule: daily(2) },
    host: name === 'first' ? { data: [folder(letters, 'letters', saved('high'), 'letters')] } : {},
  })
}
