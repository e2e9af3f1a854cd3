import type { Finding } from '../findings.ts'
import { isQuantity } from '../quantity.ts'
import type { Resolved } from '../resolved.ts'

export function checkQuantities({ services }: Resolved): Finding[] {
  return services.flatMap(service =>
    service.volumes
      .filter(({ size }) => size !== undefined && !isQuantity(size))
      .map(
        ({ name, size }): Finding => ({
          code: 'invalid-quantity',
          where: { subject: service.name, path: `volume ${name}`, file: service.file },
          problem: 'the size is no quantity above zero',
          got: JSON.stringify(size),
          expected: 'a number with a unit such as 10Gi',
          mend: 'correct the size',
        }),
      ),
  )
}
