import { describe, expect, test } from 'vitest'
import { judgeStatus } from './judge.ts'

function said(exitCode: number, stdout: string) {
  return { exitCode, stdout, stderr: '', problem: `program ended with exit code ${exitCode}` }
}

describe('minikube', () => {
  const node = (Name: string, Host: string) => ({ Name, Host, Kubelet: Host, APIServer: Host })

  test.each([
    [0, JSON.stringify(node('lab', 'Running')), 'up', 'Running'],
    [7, JSON.stringify(node('lab', 'Stopped')), 'down', 'lab is Stopped'],
    [1, JSON.stringify([node('lab', 'Running'), node('lab-m02', 'Stopped')]), 'down', 'lab-m02 is Stopped'],
    [85, '* Profile "lab" not found.', 'down', 'program ended with exit code 85'],
  ])('%#', (code, out, state, detail) => {
    expect(judgeStatus(said(code, out))).toEqual({ state, detail })
  })
})
