/** White space only in what has one `@`: folding inside an id, not words of a sentence. */
const angled = /<(?:[^<>\s]{1,998}|[^<>@]{1,998}@[^<>@]{1,998})>/g
const bareId = /^[^\s<>@]{1,500}@[^\s<>@]{1,498}$/
const whiteSpace = /\s+/g

/**
 * The message ids of `References`, `In-Reply-To` or `Message-ID`, with brackets, also where a sender left them out or
 * folded inside an id; what is cut off or text is passed over.
 */
export function messageIds(value: string): string[] {
  const text = value.trim()
  if (bareId.test(text)) return [`<${text}>`]
  return [...text.matchAll(angled)].map((match) => match[0].replace(whiteSpace, ''))
}
