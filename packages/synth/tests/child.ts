/**
 * A run of its own process, for the tests that kill real ones: `node child.ts OUT NAME FILES [KILL_AT]` writes FILES
 * files whose content says NAME, and sends itself SIGKILL at the change number KILL_AT.
 */
import { type Disk, realDisk } from '../src/write/disk.ts'
import { writeTree } from '../src/write/write.ts'
import { generated } from './generated.ts'

const [out = '', name = '', files = '', killAt] = process.argv.slice(2)

writeTree({ disk: deadlyDisk(Number(killAt)), out }, generated(name, Number(files)))

function deadlyDisk(at: number): Disk {
  let changes = 0
  const change = <A extends readonly unknown[]>(work: (...given: A) => void) => {
    return (...given: A) => {
      if (changes++ === at) process.kill(process.pid, 'SIGKILL')
      work(...given)
    }
  }
  return {
    makeFolder: change(realDisk.makeFolder),
    create: change(realDisk.create),
    sync: change(realDisk.sync),
    rename: change(realDisk.rename),
    removeFile: change(realDisk.removeFile),
    removeFolder: change(realDisk.removeFolder),
    removeAll: change(realDisk.removeAll),
  }
}
