import { person } from '@homelab/estate'
import { secrets } from './vault.ts'

/** facts T, preamble: two accounts whose addresses stand in the vault alone */
export const admin = person('admin', { role: 'admin', login: secrets['Tailnet people']['admin-login'] })

export const member = person('member', { role: 'member', login: secrets['Tailnet people']['member-login'] })
