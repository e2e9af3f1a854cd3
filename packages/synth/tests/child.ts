/**
 * A run of its own process, for the tests that kill real ones: `node child.ts OUT NAME FILES [KILL_AT]` writes FILES
 * files whose content says NAME, and sends itself SIGKILL at the call number KILL_AT.
 */
import type { Disk } from '../src/disk/disk.ts'
import { realDisk } from '../src/disk/real-disk.ts'
import { thisProcess } from '../src/disk/this-process.ts'
import type { TreeFile } from '../src/tree.ts'
import { writeTree } from '../src/write/write.ts'
import { generated } from './generated.ts'

const [out = '', name = '', files = '', killAt] = process.argv.slice(2)

writeTree({ disk: deadlyDisk(Number(killAt)), out, owner: thisProcess() }, tree(), () => {})

function tree(): TreeFile[] {
  return generated(name, Number(files))
}

function deadlyDisk(at: number): Disk {
  let calls = 0
  const count = <A extends readonly unknown[], T>(work: (...given: A) => T): ((...given: A) => T) => {
    return (...given) => {
      if (calls++ === at) process.kill(process.pid, 'SIGKILL')
      return work(...given)
    }
  }
  return {
    look: count(realDisk.look),
    read: count(realDisk.read),
    list: count(realDisk.list),
    makeFolder: count(realDisk.makeFolder),
    create: count(realDisk.create),
    sync: count(realDisk.sync),
    rename: count(realDisk.rename),
    removeFile: count(realDisk.removeFile),
    removeFolder: count(realDisk.removeFolder),
  }
}
