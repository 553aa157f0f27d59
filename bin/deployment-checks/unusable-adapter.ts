/** An adapter or function of one's own cannot be used; `message` says why, and what to do. */
export class UnusableAdapter extends Error {}
