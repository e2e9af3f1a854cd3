import type { RenderedTree, Report } from '@homelab/changes'
import { present } from '@homelab/formats/present'
import { type Failed, type Outcome, sourceEstate, sourceTrial, trialOutcome } from '../causes/trial.ts'
import { changedUnits, type Sources } from '../causes/units.ts'
import { causesFound, compared, laidToCauses } from '../diff/index.ts'
import { allProjections } from '../projections.ts'
import { isOpen } from '../render.ts'
import type { RenderedLoaded } from '../render-loaded.ts'
import type { RenderedTargets } from '../types/attempt.ts'
import { writeTree } from '../write/write.ts'
import type { Answer, Base, Question, ThreadOptions } from './messages.ts'
import { rememberedTrial, Superseded } from './remembered-trial.ts'

/** What is compared with what is committed. */
const NOW = 'what is saved'

interface Round {
  readonly round: number
  readonly base: Base
  readonly sources: Sources
  readonly rendered: RenderedLoaded
}

/** Answers questions one after the other; what is superseded meanwhile is left. */
export async function rounds(
  { root, estate, out }: ThreadOptions,
  tell: (answer: Answer) => void,
): Promise<{ readonly hear: (question: Question) => void }> {
  const projections = await allProjections()
  const source = sourceEstate({ root, estate, projections })
  const trial = sourceTrial({ root, estate, projections })
  /** Of what is committed, and of what is saved. */
  const known = new WeakMap<Sources, Outcome | Failed>()
  let newest = 0
  let base: Base = 'what is committed is not read yet'
  let last: Round | undefined

  const withCauses = async (report: Report, { base: was, sources, rendered, round }: Round): Promise<Report> => {
    if (typeof was === 'string') return report
    known.set(sources, trialOutcome(rendered))
    const remembered = rememberedTrial(trial, known, () => newest !== round)
    const first = known.get(was.sources) ?? (await remembered.run(was.sources))
    known.set(was.sources, first)
    const parts = rendered.opened?.resolved.parts ?? []
    const after = { title: NOW, rendered: treeOf(rendered), sources }
    const asked = { before: was, after, trial: remembered, parts, projections }
    const laid = await laidToCauses(report.changes, asked, () => causesFound(asked))
    return { ...report, changes: laid.changes, notes: [...report.notes, ...laid.notes] }
  }
  const render = async (round: number, sources: Sources, was: Base): Promise<void> => {
    const rendered = await source.render(sources)
    last = { round, base: was, sources, rendered }
    const found = await changesOf(was, rendered)
    // With one declaration there is nothing to be tried.
    const isPlain =
      typeof found === 'string' || typeof was === 'string' || changedUnits(was.sources, sources).length < 2
    const report = typeof found !== 'string' && isPlain ? await withCauses(found, last) : found
    const modules = globalThis.homelabSourceModules?.modules.size ?? 0
    const targets = posted(rendered.targets)
    tell({ tell: 'rendered', round, targets, report, more: !isPlain, modules })
    if (!isPlain) tell({ tell: 'causes', round, report: await withCauses(found, last) })
  }
  const answer = async (question: Question): Promise<void> => {
    const { round } = question
    if (round !== newest) return
    try {
      if (question.ask === 'render') await render(round, question.sources, base)
      else if (last?.round === round) tell({ tell: 'written', round, ...written(out, last.rendered) })
    } catch (error) {
      if (!(error instanceof Superseded)) throw error
    }
  }
  let work = Promise.resolve()
  return {
    hear: question => {
      newest = question.round
      if (question.ask === 'render' && question.base !== 'as before') base = question.base
      work = work.then(() => answer(question))
    },
  }
}

/** What a thread can hand over: without the files, and errors as they read. */
function posted(targets: RenderedTargets): RenderedTargets {
  const failures = targets.failures.map(({ target, error }) => ({ target, error: plain(error) }))
  return { ...targets, files: [], failures, ...present({ fault: targets.fault && plain(targets.fault) }) }
}

function plain(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : String(error))
}

async function changesOf(base: Base, { targets, opened }: RenderedLoaded): Promise<Report | string> {
  if (typeof base === 'string') return base
  if (opened === undefined || targets.fault !== undefined) return 'what changed is shown once it loads'
  if (targets.stopped.length > 0) return `what changed is shown once ${targets.stopped.join(', ')} can be rendered`
  const { resolved } = opened
  const after = { title: NOW, rendered: treeOf({ targets }), resolved }
  const { changes, layoutOnly, notes } = await compared(base, after, resolved.parts)
  const left = targets.findings.some(isOpen) ? ['what the findings concern may be left out, and then seems to go'] : []
  return { before: base.title, after: NOW, changes, layoutOnly, notes: [...notes, ...left] }
}

function treeOf({ targets: { files } }: Pick<RenderedLoaded, 'targets'>): RenderedTree {
  return new Map(
    files.map(({ path, content, executable }) => [path, { text: content, executable: executable === true }]),
  )
}

function written(out: string, { targets }: RenderedLoaded): Pick<Answer & { tell: 'written' }, 'files' | 'findings'> {
  try {
    const { writes, removals, findings } = writeTree({ out }, targets.files)
    return { files: findings.length > 0 ? 0 : writes.length + removals.length, findings }
  } catch (error) {
    return { files: 0, findings: [], ...present({ problem: error instanceof Error ? error.message : undefined }) }
  }
}
