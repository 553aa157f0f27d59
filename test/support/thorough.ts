/** Set by `npm run test:all`, which goes through all of what `npm test` tries a part of, so that it ends in minutes. */
export const isThorough = Boolean(process.env['NETZDIALOG_TEST_ALL'])
