import type { Finding } from '../findings.ts'
import { lookup } from '../lookup.ts'
import type { ResolvedWithWorkloads, ServiceWithWorkload } from '../resolved.ts'
import { textsIn } from './texts-in.ts'

/**
 * Characters that no editor shows and that change what others read: control characters, and those that turn the direction
 * of text (https://www.unicode.org/reports/tr9/#Explicit_Directional_Formatting).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** In all that is said of services, units and paths among it, and of the estate. Lines and tabs are for contents to have. */
export function checkHiddenCharacters(resolved: ResolvedWithWorkloads): Finding[] {
  return [...ofServices(resolved), ...ofEstate(resolved)]
}

/** What each is found by among its kind is a name, of which another check tells. */
function ofEstate({
  title,
  file,
  hosts,
  clusters,
  domains,
  people,
  shares,
  vaults,
  tailnet,
  dns,
}: ResolvedWithWorkloads): Finding[] {
  const named = [...hosts, ...clusters, ...people, ...vaults].map(({ name, ...own }) => [name, own] as const)
  const others = { title, domains, shares, tailnet, dns }
  return [...named, ['estate', others] as const].flatMap(([subject, own]) =>
    textsIn(own, '').flatMap(([path, text]) =>
      hides(text, subject) ? [finding({ name: subject, file }, path, text)] : [],
    ),
  )
}

function ofServices(resolved: ResolvedWithWorkloads): Finding[] {
  const { routesOf } = lookup(resolved)
  return resolved.services.flatMap(service => {
    const { title, summary, workload } = service
    const own = { title, summary, workload }
    const published = routesOf(service.name).map(route => route.public ?? {})
    return [...textsIn(own, ''), ...published.flatMap(each => textsIn(each, 'routes.public'))].flatMap(
      // An odd name is a finding of its own: what is made of it is not another.
      ([path, text]) => (hides(text, service.name) ? [finding(service, path, text)] : []),
    )
  })
}

/** Besides in a name that it may say. */
function hides(text: string, name: string): boolean {
  return HIDDEN.test(text) && HIDDEN.test(text.replaceAll(name, ''))
}

function finding({ name, file }: Pick<ServiceWithWorkload, 'name' | 'file'>, path: string, text: string): Finding {
  return {
    code: 'hidden-character',
    where: { subject: name, path, file },
    problem: 'the text has a character that nobody sees',
    got: spelt(text),
    fix: 'type the text again',
  }
}

/** With what is hidden spelt out: a terminal would obey it. */
function spelt(text: string): string {
  const code = (found: string): string => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  const shown = JSON.stringify(text).replaceAll(new RegExp(HIDDEN.source, 'g'), code)
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
}
