import { type ApplicationComparison, type Json, pathText, type Seen } from '@homelab/kubernetes/compare'
import type { Paint } from './cli/context.ts'

const WIDTH = 60

/** A comparison for a person: what stops it, what was expected and why, what nobody explains. */
export function formatComparison(found: ApplicationComparison, paint: Paint): string {
  const { application, ran, rendered, stops, explained, unexplained } = found
  const sections = [
    ...(stops.length === 0
      ? []
      : [
          paint('red', 'Reasons to stop:'),
          ...stops.flatMap(({ seen, why }) => [...objects([seen], paint), `      ${why}`]),
          '',
        ]),
    ...explained.flatMap(({ by, seen }) => [
      `${paint('green', 'expected')} ${by.by === 'rule' ? '' : '(declared) '}${by.says}`,
      ...objects(seen, paint),
      '',
    ]),
    ...(unexplained.length === 0
      ? []
      : [paint('red', 'Nobody explains, so stop and ask:'), ...objects(unexplained, paint), '']),
  ]
  const title = `${paint('bold', application)}: ${ran} objects ran, ${rendered} are rendered`
  return `${[title, '', ...sections, closing(found)].join('\n')}\n`
}

function closing({ stops, explained, unexplained }: ApplicationComparison): string {
  const count = explained.reduce((sum, { seen }) => sum + seen.length, 0)
  const [stop, left] = [stops.length, unexplained.length]
  const all = `${count} ${count === 1 ? 'difference is' : 'differences are'} explained`
  if (stop === 0 && left === 0) return count === 0 ? 'nothing differs' : `${all}, and there is no other`
  return `${all}, ${left} ${left === 1 ? 'is' : 'are'} not, ${stop} ${stop === 1 ? 'is a reason' : 'are reasons'} to stop`
}

function objects(seen: readonly Seen[], paint: Paint): readonly string[] {
  const groups = Map.groupBy(seen, ({ kind, namespace, name }) =>
    [kind, namespace === undefined ? name : `${namespace}/${name}`].join(' '),
  )
  return [...groups].flatMap(([object, fields]) => {
    const [whole] = fields
    if (whole !== undefined && whole.what !== 'field')
      return [`  ${object}: ${whole.what === 'new' ? 'new' : 'no longer rendered'}`]
    return [`  ${object}`, ...fields.map(each => `    ${pathText(each.path)}${paint('dim', `: ${values(each)}`)}`)]
  })
}

function values({ ran, rendered, only }: Seen): string {
  if (only === 'print') return 'another print of the same'
  return `${shown(ran)} → ${shown(rendered)}`
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'none'
  const text = JSON.stringify(value)
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text
}
