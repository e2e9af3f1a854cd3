import { distributionPackage, firewall, firewalls } from '@homelab/ansible-gen'
import { host } from '@homelab/estate'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense, withSecret } from './samples.ts'

hostPartContract('firewall', firewalls, {
  host: host(box.name, { ...box, ownedPaths: ['/etc'] }),
  program: { ...firewall({ lan: ['192.0.2.0/24'] }), reads: withSecret('/home/ann') },
  packages: [distributionPackage('nftables', 'nft')],
  answers: {
    up: { stdout: 'Id=firewall.service\nLoadState=loaded\nActiveState=active\nResult=success\n' },
    down: { stdout: 'Id=firewall.service\nLoadState=loaded\nActiveState=failed\nResult=exit-code\n' },
    unknown: nonsense,
  },
})
