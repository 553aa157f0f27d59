/** RFC 3463, e.g. `5.1.1`; not in the middle of an IP address. */
export const statusCode = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/
