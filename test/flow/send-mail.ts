import { connect } from 'node:net'
import { createInterface } from 'node:readline'

/** Sends one mail by SMTP (RFC 5321), with nothing but what every server takes. */
export async function sendMail(mail: {
  port: number
  from: string
  to: string
  body: string
}): Promise<void> {
  const socket = connect(mail.port, '127.0.0.1')
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]()
  const expectReply = async (code: string) => {
    for (;;) {
      const { value, done } = await replies.next()
      if (done) throw new Error(`the mail server hung up instead of answering ${code}`)
      if (!value.startsWith(code)) throw new Error(`the mail server answered: ${value}`)
      if (value.charAt(3) !== '-') return
    }
  }
  const say = async (line: string, code: string) => {
    socket.write(`${line}\r\n`)
    await expectReply(code)
  }
  try {
    await expectReply('220')
    await say('EHLO localhost', '250')
    await say(`MAIL FROM:<${mail.from}> BODY=8BITMIME`, '250')
    await say(`RCPT TO:<${mail.to}>`, '250')
    await say('DATA', '354')
    await say(`${mail.body.replaceAll('\r\n.', '\r\n..')}.`, '250')
    await say('QUIT', '221')
  } finally {
    socket.destroy()
  }
}
