import type { Ran } from '@homelab/programs'
import type { Asking, AskingOptions } from '../src/run/asking.ts'
import type { Listing } from '../src/run/clusters.ts'
import type { Said } from '../src/run/machines.ts'
import { Names } from '../src/run/names.ts'

const options: AskingOptions = {
  parts: [],
  timeoutMs: 400,
  certificateDays: 14,
  connectTo: {},
  tailnet: { names: [], holds: () => false },
  kubeconfig: undefined,
  home: '/home/somebody',
  today: () => new Date(0),
}

/** A program's end. */
export function ended(exitCode: number, stdout: string, stderr = ''): Ran {
  const problem = exitCode === 0 ? {} : { problem: `program ended with exit code ${exitCode}` }
  return { command: 'program', exitCode, stdout, stderr, ...problem }
}

export interface Answers {
  readonly machine?: Said
  readonly listing?: Listing<unknown>
  readonly kubectl?: Ran
  readonly options?: Partial<AskingOptions>
}

/** Machines and clusters that give these answers to whatever they are asked. */
export function answering({ machine, listing, kubectl, options: change = {} }: Answers): Asking {
  const nothing = async (): Promise<never> => {
    throw new Error('nobody is to ask this')
  }
  const all = { ...options, ...change }
  return {
    ...all,
    names: new Names(all),
    machines: {
      ask: async () => machine ?? nothing(),
      askShell: async () => machine ?? nothing(),
    },
    clusters: {
      list: async <T>() => (listing ?? (await nothing())) as Listing<T>,
      kubectl: async () => kubectl ?? nothing(),
    },
  }
}
