import type { Finding, Resolved } from '@homelab/estate/model'
import type { Dashboard } from '../drawing/index.ts'
import { drawnIn } from './render.ts'

/**
 * Panels that do not lie where they are said to. Grafana puts what lies on another panel below it and moves all others up into
 * holes, so that a wrong number moves panels that nobody touched:
 * https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/#panel-size-and-position
 */
export function misplacedPanels(resolved: Resolved): Finding[] {
  return drawnIn(resolved).flatMap(({ service: { name: subject, file }, named: { short }, dashboard }) =>
    wrongIn(dashboard).map(
      ({ id, title, problem, at }): Finding => ({
        code: 'misplaced-panel',
        where: { subject, path: `dashboards.${short}.panels.${id}`, file },
        problem: `${title === '' ? 'the panel' : title} ${problem}`,
        got: `column ${at.x}, line ${at.y}, ${at.w} wide, ${at.h} high`,
        fix: 'correct its `at`, or that of its neighbours',
      }),
    ),
  )
}

interface Place {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

interface Placed {
  readonly id: number
  readonly title: string
  readonly at: Place
}

interface Wrong extends Placed {
  readonly problem: string
}

/** The grid's columns. */
const columns = 24

function wrongIn({ panels }: Dashboard): readonly Wrong[] {
  const placed = panels.flatMap(({ id = 0, title = '', gridPos: at }): readonly Placed[] =>
    at === undefined ? [] : [{ id, title, at }],
  )
  // A hole beside a panel that lies wrong itself has the same cause.
  const first = placed.flatMap((panel, index) => standing(panel, placed.slice(0, index)))
  return [...first, ...loose(placed, first)]
}

function standing(panel: Placed, before: readonly Placed[]): readonly Wrong[] {
  const { id, at } = panel
  if (before.some(other => other.id === id))
    return [{ ...panel, problem: 'has the number of another panel, by which Grafana knows it' }]
  if (at.x < 0 || at.y < 0 || at.w < 1 || at.h < 1 || at.x + at.w > columns)
    return [{ ...panel, problem: `leaves the grid of ${columns} columns` }]
  const below = before.find(other => isApart(at, other.at) === false)
  return below === undefined
    ? []
    : [{ ...panel, problem: `lies on ${below.title === '' ? 'another one' : below.title}` }]
}

function isApart(one: Place, other: Place): boolean {
  return (
    one.x + one.w <= other.x || other.x + other.w <= one.x || one.y + one.h <= other.y || other.y + other.h <= one.y
  )
}

/** What has nothing right above itself, or nothing between itself and the next one to the left: a hole as wide, or as high, as it is. */
function loose(placed: readonly Placed[], told: readonly Placed[]): readonly Wrong[] {
  const isTaken = (x: number, y: number): boolean =>
    placed.some(({ at }) => x >= at.x && x < at.x + at.w && y >= at.y && y < at.y + at.h)
  return placed
    .filter(({ id }) => !told.some(other => other.id === id))
    .flatMap((panel): readonly Wrong[] => {
      const { x, y, w, h } = panel.at
      const isAbove = y > 0 && range(x, w).every(column => !isTaken(column, y - 1))
      if (isAbove) return [{ ...panel, problem: 'has a free line above itself, which Grafana closes' }]
      const isBeside =
        range(y, h).every(line => !isTaken(x - 1, line)) &&
        range(y, h).some(line => range(0, x).some(column => isTaken(column, line)))
      if (isBeside) return [{ ...panel, problem: 'has a free column beside itself' }]
      // One line or one column is no room that anybody leaves.
      const isShort =
        range(x, w).every(column => !isTaken(column, y + h)) && range(x, w).some(column => isTaken(column, y + h + 1))
      if (isShort) return [{ ...panel, problem: 'ends a line above what lies below' }]
      return x + w === columns - 1 && range(y, h).every(line => !isTaken(columns - 1, line))
        ? [{ ...panel, problem: 'ends a column before the grid does' }]
        : []
    })
}

function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}
