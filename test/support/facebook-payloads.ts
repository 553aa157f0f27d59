/** Payloads of Meta's shape, invented. */
export function feedChange(page: string, time: number, value: Record<string, unknown>) {
  return { object: 'page', entry: [{ id: page, time, changes: [{ field: 'feed', value }] }] }
}

export function comment(
  page: string,
  at: { post: string; comment: string; parent?: string; time: number },
  from: { id: string; name: string },
  message: string,
) {
  return feedChange(page, at.time, {
    item: 'comment',
    verb: 'add',
    post_id: `${page}_${at.post}`,
    comment_id: `${at.post}_${at.comment}`,
    parent_id: at.parent ? `${at.post}_${at.parent}` : `${page}_${at.post}`,
    from,
    message,
    created_time: at.time,
  })
}

export function commentRemoved(
  page: string,
  at: { post: string; comment: string; parent: string; time: number },
) {
  return feedChange(page, at.time, {
    item: 'comment',
    verb: 'remove',
    post_id: `${page}_${at.post}`,
    comment_id: `${at.post}_${at.comment}`,
    parent_id: `${at.post}_${at.parent}`,
    from: { id: '992', name: 'Björn' },
  })
}

export function directMessage(page: string, from: string, mid: string, text: string, timestamp: number) {
  const item = { sender: { id: from }, recipient: { id: page }, timestamp, message: { mid, text } }
  return { object: 'page', entry: [{ id: page, time: timestamp, messaging: [item] }] }
}

export function recommendation(page: string, story: string, text: string, time: number) {
  const value = {
    item: 'rating',
    verb: 'add',
    open_graph_story_id: story,
    reviewer_id: '993',
    reviewer_name: 'Çağla',
    recommendation_type: 'NEGATIVE',
    review_text: text,
    created_time: time,
  }
  return { object: 'page', entry: [{ id: page, time, changes: [{ field: 'ratings', value }] }] }
}
