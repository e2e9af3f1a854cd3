import type { Finding } from '../findings.ts'
import { knownPrograms } from '../known-programs.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'
import { withVariables } from '../tile.ts'
import { referenceId } from '../vault.ts'

/** What is wrong with tiles, which people see on the home page and nobody else asks for. */
export function checkTiles(resolved: Resolved): Finding[] {
  return [...wrongIcons(resolved), ...untakenSecrets(resolved), ...contestedVariables(resolved), ...deadTiles(resolved)]
}

/**
 * Icons of tiles that the home page would not find, or that are another service's: it shows an empty place, or what people click
 * on by mistake. https://gethomepage.dev/configs/services/#icons
 */
function wrongIcons({ services }: Resolved): Finding[] {
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

/** Secrets of widgets where no service of the estate shows tiles: a home page that is written by hand gets none of them. */
function untakenSecrets({ services, tiles }: Resolved): Finding[] {
  if (tiles.length > 0) return []
  return services.flatMap(({ name: subject, file, tile }): Finding[] => {
    if (tile === undefined || tile === 'hidden') return []
    const variables = Object.keys(withVariables(subject, tile.widget?.fields ?? {}).secrets)
    if (variables.length === 0) return []
    return [
      {
        code: 'unprovided-reference',
        where: { subject, path: 'tile.widget', file },
        problem: 'no home page of the estate takes the secrets of its widget',
        got: variables.join(', '),
        fix: 'add the home page (`homepageIn`), or write a variable that the one written by hand has: {{HOMEPAGE_VAR_NAME}}',
      },
    ]
  })
}

/** Two secrets that one variable would be: names differ in signs that no variable has. */
function contestedVariables({ services, tiles }: Resolved): Finding[] {
  const all = tiles.flatMap(({ service, by, secrets }) =>
    Object.entries(secrets).map(([variable, secret]) => ({ service, by, variable, is: referenceId(secret) })),
  )
  return all.flatMap(({ service: subject, by, variable, is }, index): Finding[] => {
    const first = all.slice(0, index).find(each => each.by === by && each.variable === variable)
    if (first === undefined || first.is === is) return []
    return [
      {
        code: 'duplicate-setting',
        where: { subject, path: 'tile.widget', file: fileOf(services, subject) },
        problem: `a secret of its widget is the variable that one of ${first.service} is`,
        got: variable,
        fix: 'rename one of the two services',
      },
    ]
  })
}

/** Tiles that show nothing and lead nowhere. */
function deadTiles({ services, tiles }: Resolved): Finding[] {
  const hasWidget = new Set(
    services.flatMap(({ name, tile }) => (typeof tile === 'object' && tile.widget !== undefined ? [name] : [])),
  )
  return tiles.flatMap(({ service: subject, href }): Finding[] =>
    href !== undefined || hasWidget.has(subject)
      ? []
      : [
          {
            code: 'unreachable-route',
            where: { subject, path: 'tile', file: fileOf(services, subject) },
            problem: 'people see its tile, and it leads nowhere',
            expected: 'a way in over HTTPS, or a widget',
            fix: 'declare the route, or leave the tile out',
          },
        ],
  )
}

function fileOf(services: readonly ResolvedService[], subject: string): string {
  return services.find(({ name }) => name === subject)?.file ?? ''
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
