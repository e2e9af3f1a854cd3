/**
 * What is asked of a server that is busy, once more where it could not be asked. It may start nothing, for it may have begun.
 *
 * @param failed hears why, before the second time
 * @throws what it throws the second time
 */
export function onceMore<T>(work: () => Promise<T>, failed: (error: unknown) => void): Promise<T> {
  return work().catch((error: unknown) => {
    failed(error)
    return work()
  })
}
