/** What a zone that carries public names no longer does for them. */
import {
  type ChangeValue,
  type DangerRule,
  type Estates,
  type JudgedDanger,
  publicSites,
  type ToJudge,
} from '@homelab/estate/model'

/** Rules of one phase are one resource: `carried.ts`. */
function isOfZone({ change: { system, subject } }: ToJudge): boolean {
  return system === 'dns' && subject.startsWith('resource http-')
}

export const zoneDangers: readonly DangerRule[] = [
  {
    name: 'zone-rules-go',
    judge: judged => {
      const { kind, path } = judged.change
      if (!isOfZone(judged) || kind !== 'removed' || path !== undefined) return undefined
      return opens(rulesOf(judged.item.before), judged.estates, 'limits, or takes away, what its rules did')
    },
  },
  {
    name: 'zone-rules-ease',
    judge: judged => {
      const [, list, member = '', ...field] = judged.path
      if (!isOfZone(judged) || list !== 'rules' || !member.startsWith('[')) return undefined
      const is = ({ ref }: Fields): boolean => `[${String(ref)}]` === member
      const [before, after] = [judged.item.before, judged.item.after].map(value => rulesOf(value).find(is))
      if (before === undefined) return undefined
      if (after === undefined) return opens([before], judged.estates, `does what the rule ${String(before['ref'])} did`)
      return eased(judged, field)
    },
  },
]

/** https://developers.cloudflare.com/waf/rate-limiting-rules/parameters/ */
function eased({ change, estates }: ToJudge, field: readonly string[]): JudgedDanger | undefined {
  const { before, after, kind } = change
  const [grows, shrinks] = [Number(after) > Number(before), Number(after) < Number(before)]
  switch (field.join('.')) {
    case 'ratelimit.requestsPerPeriod':
      return grows ? { danger: 'opens', why: 'whoever guesses has more attempts' } : undefined
    case 'ratelimit.period':
      return shrinks ? { danger: 'opens', why: 'attempts are forgotten sooner: whoever guesses has more' } : undefined
    case 'ratelimit.mitigationTimeout':
      return shrinks ? { danger: 'opens', why: 'whoever guesses is let in again sooner' } : undefined
    case 'expression':
      return opensTo(lost(String(before), String(after)), estates)
    case 'action':
      return { danger: 'opens', why: `the zone no longer does \`${String(before)}\` there` }
  }
  if (field[0] !== 'actionParameters' || kind === 'added') return undefined
  return { danger: 'opens', why: 'the zone hands on what it took away' }
}

/** @param no what the zone does no longer */
function opens(rules: readonly Fields[], estates: Estates, no: string): JudgedDanger | undefined {
  const texts = rules.flatMap(({ expression }) => quotedIn(String(expression)))
  // What says nothing of names is for all of them.
  const isIdle = texts.length > 0 && texts.every(text => !isStillServed(text, estates))
  return isIdle ? undefined : { danger: 'opens', why: `the zone no longer ${no}` }
}

function opensTo(texts: readonly string[], estates: Estates): JudgedDanger | undefined {
  const still = texts.filter(text => isStillServed(text, estates))
  return still.length === 0 ? undefined : { danger: 'opens', why: `it is no longer for ${still.join(', ')}` }
}

function lost(before: string, after: string): readonly string[] {
  const now = new Set(quotedIn(after))
  return quotedIn(before).filter(text => !now.has(text))
}

/** Host names and paths: methods are of every rule. */
function quotedIn(expression: string): readonly string[] {
  return [...expression.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text).filter(text => /[./]/.test(text))
}

/** A public name, or a path that takes logins at one, that the internet still reaches; where nobody says, each is. */
function isStillServed(text: string, { before, after }: Estates): boolean {
  if (before === undefined || after === undefined) return true
  const names = new Set(publicSites(after).map(({ hostname }) => hostname))
  return publicSites(before).some(
    ({ hostname, loginPaths }) =>
      names.has(hostname) && (hostname === text || loginPaths.some(path => path.toLowerCase() === text)),
  )
}

type Fields = { readonly [field: string]: ChangeValue }

function rulesOf(resource: ChangeValue | undefined): readonly Fields[] {
  const properties = isFields(resource) ? resource['properties'] : undefined
  const rules = isFields(properties) ? properties['rules'] : undefined
  return Array.isArray(rules) ? rules.filter(isFields) : []
}

function isFields(value: ChangeValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
