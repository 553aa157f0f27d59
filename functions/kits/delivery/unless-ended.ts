import { DeliveryEnded } from '../../contracts/delivery-ended.ts'

/** What comes of it, `undefined` where it ends the attempt: for what is nice to know after something is written. */
export async function unlessEnded<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result
  } catch (error) {
    if (error instanceof DeliveryEnded) return undefined
    throw error
  }
}
