import { DeliveryEnded } from '../../contracts/delivery-ended.ts'

/** Whether what was thrown is a rejection of this code. */
export function endedWith(error: unknown, code: string): boolean {
  return error instanceof DeliveryEnded && error.outcome.status === 'rejected' && error.outcome.code === code
}

/** What comes of it, `undefined` where it is a rejection of this code. */
export async function unlessEndedWith<Result>(
  code: string,
  result: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await result
  } catch (error) {
    if (endedWith(error, code)) return undefined
    throw error
  }
}
