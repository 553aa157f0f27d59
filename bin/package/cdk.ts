export { Netzdialog } from '../../lib/netzdialog.ts'
export type { NetzdialogProps } from '../../lib/netzdialog-props.ts'
