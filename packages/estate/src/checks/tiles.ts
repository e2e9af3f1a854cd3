import type { Finding } from '../findings.ts'
import { knownPrograms } from '../known-programs.ts'
import type { Resolved } from '../resolved.ts'

/**
 * Icons of tiles that the home page would not find, or that are another service's: it shows an empty place, or what people click
 * on by mistake. https://gethomepage.dev/configs/services/#icons
 */
export function checkTiles({ services }: Resolved): Finding[] {
  return services.flatMap(({ name: subject, file, tile }) => {
    if (tile === undefined || tile === 'hidden') return []
    const wrong = wrongIn(
      tile.icon,
      services.filter(({ name }) => name !== subject).map(({ name }) => name),
    )
    return wrong === undefined
      ? []
      : [
          {
            code: 'unknown-word',
            where: { subject, path: 'tile.icon', file },
            got: JSON.stringify(tile.icon),
            ...wrong,
          },
        ]
  })
}

type Wrong = Pick<Finding, 'problem' | 'fix'>

function wrongIn(icon: string, others: readonly string[]): Wrong | undefined {
  if (!isIcon.test(icon))
    return {
      problem: 'the home page knows no such form of an icon',
      fix: 'write it as name.png, mdi-name, si-name, a path or a URL',
    }
  const name = /^(?:sh-)?([\w-]+)(?:\.\w+)?$/.exec(icon)?.[1] ?? ''
  return others.includes(name) && Object.hasOwn(knownPrograms, name)
    ? { problem: `this is the icon of ${name}`, fix: 'name its own' }
    : undefined
}

/** A file of the collection, an icon of one of the three sets, with a colour where one is wanted, or where it lies. */
const isIcon =
  /^(?:(?:mdi|si)-[a-z0-9-]+(?:-#[\da-f]{3,6})?|(?:sh-)?[a-z0-9-]+(?:\.(?:png|svg|webp))?|\/\S+|https?:\/\/\S+)$/
