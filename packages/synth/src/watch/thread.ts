/** Loads, renders and compares sources in a thread of its own: whatever they do, it can be ended, and with it what it keeps. */
import { parentPort, workerData } from 'node:worker_threads'
import { quickImports } from '../quick-imports.ts'
import type { Question, ThreadOptions } from './messages.ts'

const options = workerData as ThreadOptions
quickImports(options.repository)

const { rounds } = await import('./rounds.ts')
const port = parentPort
if (port === null) throw new Error('this is for a thread')

const { hear } = await rounds(options, answer => port.postMessage(answer))
port.on('message', (question: Question) => hear(question))
