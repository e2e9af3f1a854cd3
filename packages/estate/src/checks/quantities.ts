import type { Finding } from '../findings.ts'
import { whereInWorkload } from '../in-workload.ts'
import { bytesProblem } from '../quantity.ts'
import type { Resolved } from '../resolved.ts'

export function checkQuantities({ services, hosts, tailnetStack, file }: Resolved): Finding[] {
  return [...volumes(services), ...hosts.flatMap(host => machine(host, file)), ...expiries(tailnetStack)]
}

/** What is none nothing is compared with. */
function machine({ name: subject, memory, processors }: Resolved['hosts'][number], file: string): Finding[] {
  const wrong = (path: string, got: string, expected: string): Finding => ({
    code: 'invalid-quantity',
    where: { subject, path, file },
    problem: 'no machine has this',
    got,
    expected,
    fix: 'correct the amount',
  })
  return [
    ...(memory === undefined || bytesProblem(memory) === undefined
      ? []
      : [wrong('memory', JSON.stringify(memory), 'bytes such as 16Gi')]),
    ...(processors === undefined || (Number.isInteger(processors) && processors > 0)
      ? []
      : [wrong('processors', String(processors), 'a whole number above zero')]),
  ]
}

function volumes(services: Resolved['services']): Finding[] {
  return services.flatMap(service =>
    service.volumes.flatMap((volume): Finding[] => {
      const problem = volume.size === undefined ? undefined : bytesProblem(volume.size)
      if (problem === undefined) return []
      return [
        {
          code: 'invalid-quantity',
          where: whereInWorkload(service, `volume ${volume.name}`, volume),
          problem,
          got: JSON.stringify(volume.size),
          expected: 'a number with a unit such as 10Gi',
          fix: 'correct the size',
        },
      ]
    }),
  )
}

/** 90 days: https://tailscale.com/kb/1085/auth-keys */
const longest = 90 * 86_400

function expiries(stack: Resolved['tailnetStack']): Finding[] {
  return (stack?.keys ?? [])
    .filter(({ expirySeconds: each }) => !(Number.isInteger(each) && each >= 1 && each <= longest))
    .map(
      ({ name, expirySeconds }): Finding => ({
        code: 'invalid-quantity',
        where: {
          subject: 'tailnet',
          path: `keys.${name}.expirySeconds`,
          at: ['tailnetStack', 'keys'],
          ...(stack && { file: stack.file }),
        },
        problem: 'Tailscale makes no key that lives so long',
        got: String(expirySeconds),
        expected: `a whole number from 1 to ${longest}`,
        fix: 'correct the number',
      }),
    )
}
