import pLimit from 'p-limit'
import type { Check, Question } from '../check.ts'
import { type Answer, type Result, unknown } from './answer.ts'
import type { Asking, AskingOptions } from './asking.ts'
import { Clusters } from './clusters.ts'
import { askCommand } from './command.ts'
import { askDelivered, askOthersDelivered } from './delivered.ts'
import { askHttp } from './http.ts'
import { askRemoteApi } from './kubernetes-api.ts'
import { Machines } from './machines.ts'
import { Names } from './names.ts'
import { askPods } from './pods.ts'
import { askPostgres } from './postgres.ts'
import { askTcp } from './tcp.ts'
import { askTextfile } from './textfile.ts'

const CONCURRENT = 24

/** How the caller follows the work, and its clock. */
export interface Watch {
  /** A steady clock, in milliseconds. */
  readonly now: () => number
  readonly done: (result: Result, done: number, of: number) => void
}

/** Asks everything, many at a time; the results stand in the order of the checks. Never throws for what is asked. */
export async function runChecks(
  checks: readonly Check[],
  options: AskingOptions,
  { now, done }: Watch,
): Promise<readonly Result[]> {
  const asking: Asking = {
    ...options,
    names: new Names(options),
    machines: new Machines(options),
    clusters: new Clusters(options),
  }
  const limit = pLimit(CONCURRENT)
  let count = 0
  return Promise.all(
    checks.map(check =>
      limit(async () => {
        const start = now()
        const answer = await safely(check.ask, asking)
        const result = { check, ...answer, milliseconds: Math.round(now() - start) }
        count += 1
        done(result, count, checks.length)
        return result
      }),
    ),
  )
}

async function safely(question: Question, asking: Asking): Promise<Answer> {
  try {
    return await ask(question, asking)
  } catch (error) {
    // A fault of ours or an answer nobody foresaw: whatever it is, it says nothing good of the service.
    return unknown(error instanceof Error ? error.message : String(error))
  }
}

function ask(question: Question, asking: Asking): Promise<Answer> {
  switch (question.kind) {
    case 'http':
      return askHttp(question, asking)
    case 'tcp':
      return askTcp(question, asking)
    case 'postgres':
      return askPostgres(question, asking)
    case 'command':
      return askCommand(question, asking)
    case 'textfile':
      return askTextfile(question, asking)
    case 'remote-api':
      return askRemoteApi(question, asking)
    case 'pods':
      return askPods(question, asking)
    case 'delivered':
      return askDelivered(question, asking)
    case 'others-delivered':
      return askOthersDelivered(question, asking)
  }
}
