/** The command cannot do what it was asked to; the message is a sentence for whoever asked. Exit code 1. */
export class Fault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Fault'
  }
}

/** The command was called wrongly; the message says how to call it. Exit code 2. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongUse'
  }
}
