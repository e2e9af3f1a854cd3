/**
 * Application capabilities: what a grant tells the application that is reached.
 *
 * Source: https://tailscale.com/docs/features/access-control/grants/grants-app-capabilities
 */

const PREFIX = 'tailscale.com/cap/'

/** The operator's API proxy acts as these groups: https://tailscale.com/docs/features/kubernetes-operator/how-to/api-server-proxy */
const KUBERNETES = `${PREFIX}kubernetes`

/** Shared folders: https://tailscale.com/docs/features/taildrive */
const DRIVE = `${PREFIX}drive`

/** What one of Tailscale's own capabilities lets do, in words; of others only the values are known. */
export function appText(name: string, values: readonly object[]): string {
  const texts = values.map(value => wordsOf(name, value) ?? JSON.stringify(value))
  return texts.length === 0 ? 'nothing is said' : texts.join('; ')
}

/** What is wrong with the values of a capability that is known; one clause each. */
export function misshapen(name: string, values: readonly object[]): readonly string[] {
  return values.flatMap(value =>
    Object.keys(value).length > 0 && wordsOf(name, value) === undefined && EXPECTED[name] !== undefined
      ? [EXPECTED[name]]
      : [],
  )
}

const EXPECTED: Readonly<Record<string, string>> = {
  [KUBERNETES]: 'the API proxy reads impersonate.groups, or recorder',
  [DRIVE]: 'Taildrive reads shares, and access that is ro or rw',
}

function wordsOf(name: string, value: object): string | undefined {
  const fields: Readonly<Record<string, unknown>> = { ...value }
  if (name === KUBERNETES) {
    const { impersonate, recorder } = fields
    const groups =
      typeof impersonate === 'object' && impersonate !== null && 'groups' in impersonate
        ? impersonate.groups
        : undefined
    if (isTexts(groups)) return `as ${groups.join(', ')}`
    return isTexts(recorder) ? `recorded by ${recorder.join(', ')}` : undefined
  }
  if (name === DRIVE) {
    const { shares, access } = fields
    if (!isTexts(shares) || (access !== 'ro' && access !== 'rw')) return undefined
    return `${shares.includes('*') ? 'every share' : shares.join(', ')} ${access === 'ro' ? 'to read' : 'to read and write'}`
  }
  return undefined
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(one => typeof one === 'string')
}
