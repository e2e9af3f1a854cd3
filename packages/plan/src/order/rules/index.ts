/** Why one step comes before another; of each noun what the model says, and never what it is called. */
import type { OrderRule } from '../edges.ts'
import { carried, dropped, saved } from './data.ts'
import { allowed, checked, definitions, ended, letGo, own, pushed, released, roots } from './deliveries.ts'
import { ready, records } from './names.ts'
import { forgotten, secrets } from './secret-values.ts'
import { closing, invited, policy, served, tags } from './tailnet.ts'
import { consumers, providers, renamed, waits } from './traffic.ts'

/** The strongest first: where two contradict, the first holds, and the plan says what that costs. */
export const rules: readonly OrderRule[] = [
  own,
  pushed,
  roots,
  saved,
  released,
  secrets,
  tags,
  policy,
  served,
  ready,
  definitions,
  dropped,
  ended,
  carried,
  providers,
  consumers,
  allowed,
  invited,
  forgotten,
  letGo,
  checked,
  records,
  waits,
  closing,
  renamed,
]
