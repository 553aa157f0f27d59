import { DeliveryEnded } from '../../contracts/delivery-ended.ts'

/** Whether what was thrown is a rejection of this code. */
export function endedWith(error: unknown, code: string): boolean {
  return error instanceof DeliveryEnded && error.outcome.status === 'rejected' && error.outcome.code === code
}

/** What comes of it, `undefined` where it ends the attempt: for what is nice to know after something is written. */
export async function unlessEnded<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result
  } catch (error) {
    if (error instanceof DeliveryEnded) return undefined
    throw error
  }
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
