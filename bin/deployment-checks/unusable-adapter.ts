/** An adapter of one's own cannot be used; `message` says why, and what to do. */
export class UnusableAdapter extends Error {}
