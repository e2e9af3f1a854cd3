import type { Finding } from '../findings.ts'
import { imageReference } from '../image.ts'
import type { Resolved } from '../resolved.ts'

/** A digest, or a version of at least two numbers: `v1.2`, `17-0.5.0`, `1.31.1`. A lone `18` moves. */
const pinned = /^sha256:[0-9a-f]{64}$|\d+\.\d+/

export function checkImages({ services }: Resolved): Finding[] {
  return services.flatMap(service =>
    service.images
      .filter(({ version }) => !pinned.test(version))
      .map(
        (image): Finding => ({
          code: 'unpinned-image',
          where: { subject: service.name, path: image.repository, file: service.file },
          problem: 'the image may change under the same name',
          got: imageReference(image),
          expected: 'a version of at least two numbers, or a digest',
          mend: 'pin the version, or accept it with a reason',
        }),
      ),
  )
}
