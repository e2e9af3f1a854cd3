import type { Step } from '@homelab/estate/model'
import { nothingChanged } from '../commands.ts'
import type { Draft } from '../draft.ts'

interface Preview {
  readonly drafts: readonly Draft[]
  /** Of whatever brings it about. */
  readonly after: NonNullable<Draft['after']>
}

/** What is looked at before it is brought about, by the operation that shows it; nothing where none does. */
export function previewOf(
  step: Step | undefined,
  of: Pick<Draft, 'system' | 'unit' | 'services'>,
  does: string,
): Preview {
  if (step === undefined) return { drafts: [], after: [] }
  const { id, run } = step
  return {
    drafts: [{ ...of, id, run, does, effect: 'reads', stage: 'preview', changes: [], back: nothingChanged }],
    after: [{ step: id, because: 'what it does is looked at first' }],
  }
}
