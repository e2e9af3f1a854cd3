import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Owner } from '../write/lock.ts'
import { errorCode } from './errors.ts'

/** This process as the owner of a lock. */
export function thisProcess(): Owner {
  return {
    pid: process.pid,
    host: hostname(),
    token: randomBytes(4).toString('hex'),
    isAlive,
    wait: milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and is another user's.
    return errorCode(error) === 'EPERM'
  }
}
