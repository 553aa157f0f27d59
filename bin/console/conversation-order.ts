/** So many at the top keep their places when something new comes in for them. */
const steady = 20

/**
 * Conversations with the newest on top. What is read does not jump: only one that lies further down comes up
 * again when something happens in it.
 */
export class ConversationOrder {
  /** Oldest first. */
  readonly #ids = new Set<string>()
  /** Newest first. */
  #top: string[] = []

  active(id: string): void {
    if (this.#top.includes(id)) return
    this.#ids.delete(id)
    this.#ids.add(id)
    this.#top = [id, ...this.#top].slice(0, steady)
  }

  forget(id: string): void {
    this.#ids.delete(id)
    this.#top = this.#top.filter((other) => other !== id)
  }

  newest(count: number): string[] {
    if (count <= this.#top.length) return this.#top.slice(0, count)
    return [...this.#ids].reverse().slice(0, count)
  }
}
