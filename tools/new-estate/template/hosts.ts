import { host } from '@homelab/estate'

/** Ansible reaches it by this name, or by its address, as this user. */
export const server = host('server', {
  platform: 'linux',
  role: 'the first machine',
  user: 'admin',
  lanAddress: '192.0.2.10',
})
