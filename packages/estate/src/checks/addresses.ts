import { isIPv4 } from 'node:net'
import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { repeated } from './repeated.ts'

/** Addresses in the local network that a load balancer gives: each is one, and nobody else's. */
export function checkAddresses({ services, hosts }: Resolved): Finding[] {
  const owned = [
    ...hosts.flatMap(({ name: by, lanAddress }) => (lanAddress === undefined ? [] : [{ by, address: lanAddress }])),
  ]
  const given = services.flatMap(({ name: by, file, lan }) =>
    lan?.on === 'address' ? [{ by, address: lan.address, file }] : [],
  )
  const path = 'workload.serviceType.address'
  const unreadable = given
    .filter(({ address }) => !isIPv4(address))
    .map(
      ({ by: subject, address, file }): Finding => ({
        code: 'invalid-name',
        where: { subject, path, file },
        problem: 'this is no address that a load balancer gives',
        got: JSON.stringify(address),
        expected: 'an IPv4 address such as 192.0.2.240',
        fix: 'correct the address',
      }),
    )
  const clashes = repeated([...owned, ...given], ({ address }) => address).flatMap(
    ([shared, [first, second]]): Finding[] => {
      const file = services.find(({ name }) => name === second.by)?.file
      // Two hosts of one address are no matter of load balancers.
      if (file === undefined) return []
      return [
        {
          code: 'duplicate-address',
          where: { subject: second.by, path, file },
          problem: `${first.by} has this address in the local network`,
          got: shared,
          fix: 'give it an address of its own',
        },
      ]
    },
  )
  return [...unreadable, ...clashes]
}
