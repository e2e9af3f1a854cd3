import type { Finding } from '../findings.ts'
import { type Image, imageReference } from '../image.ts'
import { whereInWorkload } from '../in-workload.ts'
import type { Resolved } from '../resolved.ts'

/** A digest, or a version of at least two numbers: `v1.2`, `17-0.5.0`, `1.31.1`. A lone `18` moves. */
const pinned = /^sha256:[0-9a-f]{64}$|\d+\.\d+/

/** https://pkg.go.dev/github.com/distribution/reference#hdr-Grammar */
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const repositories = new RegExp(`^(?:[A-Za-z0-9.-]+(?::\\d+)?/)?${component}(?:/${component})*$`)
const versions = /^(?:sha256:[0-9a-f]{64}|\w[\w.-]{0,127})$/

export function checkImages(resolved: Resolved): Finding[] {
  return [...unreadable(resolved), ...unpinned(resolved)]
}

function isReadable({ repository, version }: Image): boolean {
  return repositories.test(repository) && versions.test(version)
}

function unreadable({ services }: Resolved): Finding[] {
  return services.flatMap(service =>
    service.images
      .filter(each => !isReadable(each))
      .map(
        (image): Finding => ({
          code: 'invalid-image',
          where: whereInWorkload(service, image.repository, image),
          problem: 'no registry understands this image',
          got: `${JSON.stringify(image.repository)} in the version ${JSON.stringify(image.version)}`,
          expected: 'a repository in lower case without a tag, and a tag or sha256 digest',
          fix: "write image('registry/repository', 'version')",
        }),
      ),
  )
}

function unpinned({ services }: Resolved): Finding[] {
  return services.flatMap(service =>
    service.images
      .filter(each => isReadable(each) && !pinned.test(each.version))
      .map(
        (image): Finding => ({
          code: 'unpinned-image',
          where: whereInWorkload(service, image.repository, image),
          problem: 'the image may change under the same name',
          got: imageReference(image),
          expected: 'a version of at least two numbers, or a digest',
          fix: 'pin the version, or accept it with a reason',
        }),
      ),
  )
}
