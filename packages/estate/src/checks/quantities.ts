import type { Finding } from '../findings.ts'
import { whereInWorkload } from '../in-workload.ts'
import { isQuantity } from '../quantity.ts'
import type { Resolved } from '../resolved.ts'

export function checkQuantities({ services }: Resolved): Finding[] {
  return services.flatMap(service =>
    service.volumes
      .filter(({ size }) => size !== undefined && !isQuantity(size))
      .map(
        (volume): Finding => ({
          code: 'invalid-quantity',
          where: whereInWorkload(service, `volume ${volume.name}`, volume),
          problem: 'the size is no quantity above zero',
          got: JSON.stringify(volume.size),
          expected: 'a number with a unit such as 10Gi',
          fix: 'correct the size',
        }),
      ),
  )
}
