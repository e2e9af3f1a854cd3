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
  return [...unreadable(resolved), ...unpinned(resolved), ...otherwise(resolved)]
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

/**
 * Versions of another form than those of all others that one registry of the estate has in that folder: whoever builds them gives
 * each the same form, so that there is no such image. `v1.2` beside `1.2` of one repository is the same, wherever that is.
 */
function otherwise({ services, routes }: Resolved): Finding[] {
  const own = new Set(routes.map(({ hostname }) => hostname))
  const all = services.flatMap(service =>
    service.images
      .filter(each => isReadable(each) && !each.version.startsWith('sha256:'))
      .map(image => ({ service, image, form: formOf(image) })),
  )
  const folderOf = ({ repository }: Image): string =>
    own.has(repository.split('/')[0] ?? '') ? repository.slice(0, repository.lastIndexOf('/')) : repository
  return [...Map.groupBy(all, ({ image }) => folderOf(image)).values()].flatMap(siblings =>
    siblings.flatMap(({ service, image, form }): Finding[] => {
      const others = siblings.filter(each => each.image.version !== image.version || each.form !== form)
      const [first] = others
      const same = siblings.filter(each => each.form === form)
      if (first === undefined || same.length > 1 || others.length < 2 || others.some(each => each.form !== first.form))
        return []
      return [
        {
          code: 'invalid-image',
          where: whereInWorkload(service, image.repository, image),
          problem: 'its version has another form than those of all others from there',
          got: imageReference(image),
          expected: `a form like ${first.image.version}`,
          fix: 'correct the version, or accept it with a reason',
        },
      ]
    }),
  )
}

/** What stands before the first number: `v` of `v1.2`. */
function formOf({ version }: Image): string {
  return /^\D*/.exec(version)?.[0] ?? ''
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
