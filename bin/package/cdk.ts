export { Netzdialog, type NetzdialogProps } from '../../lib/netzdialog.ts'
